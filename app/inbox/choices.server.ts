/** What a person wants to be told, and how often by mail. */
import { z } from "zod";
import { findChoices, saveChoices } from "#db/notification-choices";
import type { OperationContext } from "../context";
import { checked } from "../forms";
import { isTimeZone } from "../i18n/time-zones";
import { type ChoicesView, FIRST_CHOICES, knownKinds, MAIL_TIMES } from "../notifications/choices";
import { NOTICE_KINDS } from "../notifications/rules";
import { Refused } from "../refusal";

/** @throws Refused "signed-out" */
export async function readChoices(context: OperationContext): Promise<ChoicesView> {
  const { actor, store, settings } = context;
  if (!actor) throw new Refused("signed-out");
  const stored = await findChoices(store.read, actor.id);
  const { muted, mail, mailHour, timeZone } = stored ?? FIRST_CHOICES;
  return {
    muted: knownKinds(muted),
    mail,
    mailHour,
    timeZone,
    mailed: settings.mail,
    chosen: stored !== undefined,
  };
}

const input = z.object({
  wanted: z.array(z.enum(NOTICE_KINDS)),
  mail: z.enum(MAIL_TIMES),
  mailHour: z.coerce.number().int().min(0).max(23),
  timeZone: z.string().min(1).max(64).refine(isTimeZone),
});

/**
 * Keeps the actor's choices.
 * @param given a sent form, checked here: `wanted` names the kinds to be told of; those that are not named are muted.
 * @throws Refused "signed-out"; "invalid" with the field at fault
 */
export async function chooseNotices(context: OperationContext, given: unknown): Promise<void> {
  const { actor } = context;
  if (!actor) throw new Refused("signed-out");
  const { wanted, ...rest } = checked(input, given);
  const muted = NOTICE_KINDS.filter((kind) => !wanted.includes(kind));
  await context.store.transaction((tx) => saveChoices(tx, { personId: actor.id, muted, ...rest }));
}
