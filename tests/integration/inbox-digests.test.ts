/** Digests through a real mail server on this machine. */
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { updatePerson } from "#db/people";
import { openThread, reply } from "~/comments/comments.server";
import { chooseNotices } from "~/inbox/choices.server";
import { createDigests } from "~/inbox/digests.server";
import { createMailer, type Mailer } from "~/inbox/mailer.server";
import { markNotices } from "~/inbox/marks.server";
import { readInbox } from "~/inbox/read.server";
import { readSettings } from "~/settings.server";
import { openWorkspace, PEOPLE, type Workspace } from "./comments-workspace";

const ORIGIN = "https://plans.example.org";
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface Received {
  to: string[];
  source: string;
}

/** A mail server that keeps what it is given, or for a while takes nothing. */
async function openMailServer() {
  const received: Received[] = [];
  const state = { refuses: false };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        if (state.refuses) return done(new Error("the disk is full"));
        received.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          source: Buffer.concat(chunks).toString("utf8"),
        });
        done();
      });
    },
  });
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const { port } = server.server.address() as AddressInfo;
  return {
    received,
    state,
    url: `smtp://127.0.0.1:${port}`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

/** The words of a mail, its two parts one after the other. */
function wordsOf({ source }: Received): string {
  return source
    .replaceAll("=\r\n", "")
    .replaceAll(/((?:=[0-9A-F]{2})+)/g, (bytes) =>
      Buffer.from(bytes.replaceAll("=", ""), "hex").toString("utf8"),
    );
}

let workspace: Workspace;
let mails: Awaited<ReturnType<typeof openMailServer>>;
let mailer: Mailer;
/** Milliseconds by which the clock is ahead of the workspace's own. */
let ahead = 0;
const errors: string[] = [];

beforeEach(async () => {
  workspace = await openWorkspace();
  mails = await openMailServer();
  const settings = readSettings(
    { ORIGIN, SMTP_URL: mails.url, MAIL_FROM: "Concerted <plans@example.org>" },
    [],
  ).mail;
  if (!settings) throw new Error("mail is set");
  mailer = createMailer(settings);
  ahead = 0;
  errors.length = 0;
});
afterEach(async () => {
  mailer.close();
  await mails.close();
  await workspace.close();
});

/** As the process makes it; made anew, it has forgotten what failed. */
const digests = () =>
  createDigests(
    {
      ...workspace.app,
      now: () => workspace.app.now() + ahead,
      log: { info: () => {}, warn: () => {}, error: (_, message) => errors.push(message) },
    },
    mailer,
    ORIGIN,
  );

async function talk({ internal = false } = {}) {
  const { threadId } = await openThread(workspace.as("convener.ca"), {
    documentId: "plan",
    itemId: "i1",
    anchor: null,
    quote: "",
    internal,
    body: "A secret question.",
  });
  const answer = (body: string) =>
    reply(workspace.as("drafter.ca"), { documentId: "plan", threadId, body });
  return { answer, ...(await answer("A secret answer.")) };
}

describe("a digest", () => {
  it("goes out once at its time, with links, and quotes nothing", async () => {
    const { commentId } = await talk();
    const sending = digests();
    await sending.send();
    // The clock of the workspace is at one second past 1970, before eight in the morning.
    expect(mails.received).toEqual([]);
    ahead = 8 * HOUR;
    await sending.send();
    await sending.send();
    await digests().send();
    expect(mails.received.map(({ to }) => to)).toEqual([["convener.ca@x.example"]]);
    const [mail] = mails.received as [Received];
    const words = wordsOf(mail);
    expect(words).toContain("Subject: Concerted: 1 unread");
    expect(words).toContain("From: Concerted <plans@example.org>");
    expect(words).toContain("Test drafter.ca replied in a thread (CA) · CA 1.1");
    expect(words).toContain(`${ORIGIN}/plans/canada#comment-${commentId}`);
    expect(words).toContain(`List-Unsubscribe: <${ORIGIN}/inbox/choices>`);
    expect(words).toMatch(/Content-Type: text\/plain[\s\S]+Content-Type: text\/html/);
    expect(words).not.toMatch(/secret|border staff/);
  });

  it("the next day tells of what is new since, and of nothing twice", async () => {
    const { answer } = await talk();
    ahead = 8 * HOUR;
    await digests().send();
    ahead = 8 * HOUR + DAY;
    await digests().send();
    expect(mails.received).toHaveLength(1);
    await answer("Another answer.");
    await digests().send();
    expect(mails.received).toHaveLength(2);
  });

  it("tells of several replies in a thread once, and of none of them again", async () => {
    const { answer } = await talk();
    await answer("Another answer.");
    ahead = 8 * HOUR;
    await digests().send();
    expect(wordsOf(mails.received[0] as Received)).toContain("Subject: Concerted: 1 unread");
    ahead = 8 * HOUR + DAY;
    await digests().send();
    expect(mails.received).toHaveLength(1);
  });

  it("is in the person's language, else in that of their delegation", async () => {
    await workspace.store.transaction((tx) =>
      updatePerson(tx, PEOPLE["convener.ca"].id, { locale: "fr" }),
    );
    await talk();
    ahead = 8 * HOUR;
    await digests().send();
    const words = wordsOf(mails.received[0] as Received);
    expect(words).toContain("Test drafter.ca a répondu dans un fil");
    expect(words).toContain('<html lang="fr">');
  });

  it("has no words of what is internal to a delegation", async () => {
    await talk({ internal: true });
    ahead = 8 * HOUR;
    await digests().send();
    expect(mails.received.map(({ to }) => to)).toEqual([["convener.ca@x.example"]]);
    expect(wordsOf(mails.received[0] as Received)).not.toMatch(/secret|border staff/);
  });

  it("leaves out what was read, and what is no longer the person's to read", async () => {
    const { threadId } = await openThread(workspace.as("member.ca"), {
      documentId: "plan",
      itemId: "i1",
      anchor: null,
      quote: "",
      body: "A question.",
    });
    await reply(workspace.as("drafter.ca"), { documentId: "plan", threadId, body: "An answer." });
    const { notices } = await readInbox(workspace.as("convener.ca"));
    const ids = notices.map(({ id }) => id);
    await markNotices(workspace.as("convener.ca"), { ids, read: true });
    await workspace.setState("plan", "draft");
    ahead = 8 * HOUR;
    await digests().send();
    expect(mails.received).toEqual([]);
    // It waits for the day on which it is theirs to read again.
    await workspace.setState("plan", "open");
    await digests().send();
    expect(mails.received.map(({ to }) => to)).toEqual([["member.ca@x.example"]]);
  });

  it("goes to nobody who does not want any, nor to whom access was withdrawn", async () => {
    await talk();
    const choice = { wanted: ["reply"], mail: "never", mailHour: "8", timeZone: "UTC" };
    await chooseNotices(workspace.as("convener.ca"), choice);
    ahead = 8 * HOUR;
    await digests().send();
    await chooseNotices(workspace.as("convener.ca"), { ...choice, mail: "daily" });
    const withdraw = (withdrawnAt: number | null) =>
      workspace.store.transaction((tx) =>
        updatePerson(tx, PEOPLE["convener.ca"].id, { withdrawnAt }),
      );
    await withdraw(1);
    await digests().send();
    expect(mails.received).toEqual([]);
    await withdraw(null);
    await digests().send();
    expect(mails.received).toHaveLength(1);
  });

  it("that was not taken is logged, counts as not sent, and is tried again after a pause", async () => {
    await talk();
    ahead = 8 * HOUR;
    mails.state.refuses = true;
    const sending = digests();
    await sending.send();
    await sending.send();
    expect(errors).toEqual(["inbox: a digest could not be sent"]);
    mails.state.refuses = false;
    await sending.send();
    expect(mails.received).toEqual([]);
    ahead += 6 * 60_000;
    await sending.send();
    expect(mails.received).toHaveLength(1);
  });

  it("sent again after a crash is the same mail", async () => {
    await talk();
    ahead = 8 * HOUR;
    const ids: string[] = [];
    const crashing = {
      close: () => {},
      send: async (mail: { messageId: string }) => {
        ids.push(mail.messageId);
        throw new Error("gone");
      },
    };
    for (let times = 0; times < 2; times++) {
      const app = { ...workspace.app, now: () => workspace.app.now() + ahead };
      await createDigests(app, crashing, ORIGIN).send();
    }
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toMatch(/^<digest-[0-9a-f]+@plans\.example\.org>$/);
  });
});
