/**
 * Sending digests: one for each person and time at which they want one, with what they have not
 * read. A notice counts as mailed once the mail server has taken it, and not before.
 */
import { createHash } from "node:crypto";
import { listDelegations } from "#db/documents";
import { findChoices, saveChoices } from "#db/notification-choices";
import { listToBeMailed, listUnmailed, type StoredNotice, setMailed } from "#db/notifications";
import { findPerson, type PersonRow } from "#db/people";
import type { AppContext, Locale } from "../context";
import { FIRST_CHOICES } from "../notifications/choices";
import { digestOf } from "./digest";
import { lastDigestTime, pauseAfter } from "./digest-time";
import type { Mail, Mailer } from "./mailer.server";
import { newestOfEach, shownOf, viewsOf } from "./read.server";

export interface Digests {
  /** Sends what is due. Never throws: what fails is logged, and tried again some time later. */
  send(): Promise<void>;
}

interface Due {
  person: PersonRow;
  mail: Mail;
  /** All that was written before the digest's time: it is done with, read or sent. */
  notices: StoredNotice[];
}

/** @param origin public origin of the workspace, for the links. */
export function createDigests(app: AppContext, mailer: Mailer, origin: string): Digests {
  /** People whose mail was not taken: how often in a row, and from when on it is tried again. */
  const failed = new Map<string, { times: number; until: number }>();

  async function sendTo(personId: string): Promise<void> {
    if ((failed.get(personId)?.until ?? 0) > app.now()) return;
    try {
      const due = await dueFor(app, personId, origin);
      if (!due) return;
      await mailer.send(due.mail);
      await markSent(app, due);
      failed.delete(personId);
    } catch (error) {
      const times = (failed.get(personId)?.times ?? 0) + 1;
      failed.set(personId, { times, until: app.now() + pauseAfter(times) });
      app.log.error({ err: error, personId, times }, "inbox: a digest could not be sent");
    }
  }

  return {
    async send() {
      try {
        for (const personId of await listToBeMailed(app.store.read)) await sendTo(personId);
      } catch (error) {
        app.log.error({ err: error }, "inbox: digests could not be read");
      }
    },
  };
}

async function dueFor(app: AppContext, personId: string, origin: string): Promise<Due | null> {
  const { read } = app.store;
  const choices = (await findChoices(read, personId)) ?? FIRST_CHOICES;
  const at = lastDigestTime(choices, app.now());
  if (at === null) return null;
  const person = await findPerson(read, personId);
  if (!person || person.withdrawnAt !== null) return null;
  const stored = await listUnmailed(read, personId, at);
  const unread = stored.filter(({ notice }) => notice.readAt === null);
  const shown = (await shownOf(app, person, unread)).filter(({ stored }) => {
    const deadline = stored.round?.closesAt ?? stored.silence?.deadline ?? null;
    return deadline === null || deadline > app.now();
  });
  const notices = await viewsOf(read, person, newestOfEach(shown));
  if (notices.length === 0) return null;
  const told = new Set(shown.map(({ stored }) => stored.notice.id));
  const delegations = await listDelegations(read);
  const own = delegations.find(({ code }) => code === person.delegation);
  const locale: Locale = person.locale ?? own?.language ?? "en";
  const names = { en: "nameEn", fr: "nameFr", es: "nameEs" } as const;
  const digest = digestOf({
    name: person.name,
    locale,
    notices,
    origin,
    delegationName: (code) => delegations.find((row) => row.code === code)?.[names[locale]] ?? code,
  });
  const period = createHash("sha256").update(`${personId} ${at}`).digest("hex").slice(0, 32);
  return {
    person,
    // What is not the person's to read just now waits for another digest.
    notices: stored.filter(({ notice }) => notice.readAt !== null || told.has(notice.id)),
    mail: {
      to: { name: person.name, address: person.email },
      ...digest,
      messageId: `<digest-${period}@${new URL(origin).hostname}>`,
      unsubscribe: `${origin}/inbox/choices`,
    },
  };
}

async function markSent(app: AppContext, { person, notices }: Due): Promise<void> {
  const now = app.now();
  await app.store.transaction(async (tx) => {
    await setMailed(
      tx,
      notices.map(({ notice }) => notice),
      now,
    );
    const { muted, mail, mailHour, timeZone } = (await findChoices(tx, person.id)) ?? FIRST_CHOICES;
    const choices = { muted, mail, mailHour, timeZone };
    await saveChoices(tx, { personId: person.id, ...choices, lastDigestAt: now });
  });
}
