import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { operationOf, orAnswer } from "~/accounts/answer.server";
import { inviteParticipant, revokeInvitation } from "~/accounts/invitations.server";
import { readPeople, restoreAccess, withdrawAccess } from "~/accounts/people.server";
import { needsDelegation, ROLES } from "~/accounts/policy";
import { requirePerson } from "~/accounts/require-person.server";
import { m } from "~/i18n/messages";
import { Refused } from "~/refusal";
import { Page } from "~/ui/Page";
import type { PeopleAnswer } from "./answer";
import { InviteForm } from "./InviteForm";
import { OpenInvitations } from "./OpenInvitations";
import { PeopleList } from "./PeopleList";

export async function loader({ request, context }: LoaderFunctionArgs) {
  requirePerson(context, request);
  return orAnswer(readPeople(operationOf(context)));
}

const id = z.string().min(1).max(100);
const submission = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("invite"),
    role: z.enum(ROLES),
    delegation: z.string().max(20).default(""),
    note: z.string().trim().max(200).default(""),
  }),
  z.object({ intent: z.literal("revoke"), invitationId: id }),
  z.object({ intent: z.literal("withdraw"), personId: id }),
  z.object({ intent: z.literal("restore"), personId: id }),
]);

const answer = (value: PeopleAnswer, status = 200) => data(value, { status });

export async function action({ request, context }: ActionFunctionArgs) {
  requirePerson(context, request);
  const parsed = submission.safeParse(Object.fromEntries(await request.formData()));
  if (!parsed.success) throw data(null, { status: 400 });
  const operation = operationOf(context);
  const input = parsed.data;
  try {
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
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.field === "delegation") return answer({ problem: "delegation" }, 400);
    if (error.code === "already-done" || error.code === "not-found") {
      return answer({ problem: "changed-meanwhile" }, 409);
    }
    throw data(null, { status: error.status });
  }
}

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
