import { data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { operationOf, orAnswer } from "~/accounts/answer.server";
import { formAction } from "~/accounts/form-action.server";
import { inviteParticipant, revokeInvitation } from "~/accounts/invitations.server";
import { readPeople, restoreAccess, withdrawAccess } from "~/accounts/people.server";
import { needsDelegation, ROLES } from "~/accounts/policy";
import { requirePerson } from "~/accounts/require-person.server";
import { checked, idField, optionalWordsField } from "~/forms";
import { m } from "~/i18n/messages";
import { WORKSPACE_LIMITS } from "~/limits";
import { Page } from "~/ui/Page";
import type { PeopleAnswer } from "./answer";
import { InviteForm } from "./InviteForm";
import { OpenInvitations } from "./OpenInvitations";
import { PeopleList } from "./PeopleList";

export async function loader({ request, context }: LoaderFunctionArgs) {
  requirePerson(context, request);
  return orAnswer(readPeople(operationOf(context)));
}

const submission = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("invite"),
    role: z.enum(ROLES),
    delegation: z.string().max(20).default(""),
    note: optionalWordsField(WORKSPACE_LIMITS.invitationNoteLetters).default(""),
  }),
  z.object({ intent: z.literal("revoke"), invitationId: idField }),
  z.object({ intent: z.literal("withdraw"), personId: idField }),
  z.object({ intent: z.literal("restore"), personId: idField }),
]);

const answer = (value: PeopleAnswer, status = 200) => data(value, { status });

export const action = formAction({
  sender: "person-or-sign-in",
  read: (form) => checked(submission, Object.fromEntries(form)),
  async perform(input, { request, context }) {
    const operation = operationOf(context);
    if (input.intent === "invite") {
      const { token } = await inviteParticipant(operation, {
        role: input.role,
        // The form sends a delegation along whatever the role; the regional ones have none.
        delegation: needsDelegation(input.role) ? input.delegation || null : null,
        note: input.note,
      });
      const origin = context.app.settings.origin ?? new URL(request.url).origin;
      return answer({ link: `${origin}/join/${token}` });
    }
    if (input.intent === "revoke") await revokeInvitation(operation, input);
    if (input.intent === "withdraw") await withdrawAccess(operation, input);
    if (input.intent === "restore") await restoreAccess(operation, input);
    return answer({});
  },
  refused({ code, field, status }) {
    if (field === "delegation") return answer({ problem: "delegation" }, 400);
    if (code === "already-done" || code === "not-found") {
      return answer({ problem: "changed-meanwhile" }, 409);
    }
    if (code === "limit" || code === "too-many" || code === "unavailable")
      return answer({ problem: code }, status);
    throw data(null, { status });
  },
});

export const headers = () => ({ "Cache-Control": "no-store" });

export const meta: MetaFunction = () => [{ title: `${m.accounts_people()} · ${m.ui_app_name()}` }];

export default function PeoplePage() {
  const { people, invitations, roles, may } = useLoaderData<typeof loader>();
  const invited = useActionData<typeof action>();
  return (
    <Page title={m.accounts_people()} lead={m.accounts_people_lead()}>
      <div className="grid items-start gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,22rem)]">
        {may.invite && (
          <div className="grid gap-8 lg:order-last">
            <InviteForm roles={roles} answer={invited} />
            <OpenInvitations invitations={invitations} />
          </div>
        )}
        <PeopleList people={people} mayWithdraw={may.withdraw} />
      </div>
    </Page>
  );
}
