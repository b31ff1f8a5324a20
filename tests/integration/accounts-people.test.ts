import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findPerson, listDemoPeople, listPeople, type PersonRow } from "#db/people";
import { listRecord } from "#db/record";
import {
  DEMO_PASSWORD,
  demoPasswordHash,
  readDemoAccounts,
  seedDemoPeople,
} from "~/accounts/demo-people.server";
import { inviteParticipant, lookUpInvitation } from "~/accounts/invitations.server";
import { hashPassword } from "~/accounts/password.server";
import { readPeople, restoreAccess, setLocale, withdrawAccess } from "~/accounts/people.server";
import { signIn, signOut } from "~/accounts/sign-in.server";
import { cookieOf, openWorkspace, type Workspace } from "./accounts-workspace";

const PASSWORD = "four plain words here";
let workspace: Workspace;
let ana: PersonRow;

beforeEach(async () => {
  workspace = await openWorkspace();
  ana = await workspace.addPerson({ id: "ana", passwordHash: await hashPassword(PASSWORD) });
});
afterEach(() => workspace.close());

const enter = (
  email: string,
  password: string,
  address = "192.0.2.1",
  sessionId: string | null = null,
) => signIn(workspace.as(null, { address, sessionId }), { email, password });

async function entered(password = PASSWORD, sessionId: string | null = null): Promise<string> {
  const result = await enter(ana.email, password, "192.0.2.1", sessionId);
  if (result.outcome !== "signed-in") throw new Error(result.outcome);
  return cookieOf(result.setCookie);
}

describe("signing in", () => {
  test("opens a session and is recorded", async () => {
    const { person } = await workspace.sessions.validate(await entered());
    expect(person?.id).toBe("ana");
    expect(await workspace.recorded()).toEqual(["account.sign-in"]);
  });

  test("ends the session that the browser had before", async () => {
    const before = await entered();
    const { sessionId } = await workspace.sessions.validate(before);
    const after = await entered(PASSWORD, sessionId);
    expect((await workspace.sessions.validate(before)).person).toBeNull();
    expect((await workspace.sessions.validate(after)).person?.id).toBe("ana");
  });

  test("says the same of a wrong password, an unknown address, and no access", async () => {
    await workspace.addPerson({ id: "out", passwordHash: ana.passwordHash, withdrawnAt: 1 });
    await workspace.addPerson({ id: "demo", passwordHash: ana.passwordHash, demo: true });
    expect(await enter(ana.email, "wrong")).toEqual({ outcome: "wrong" });
    expect(await enter("nobody@x.example", PASSWORD)).toEqual({ outcome: "wrong" });
    expect(await enter("out@x.example", PASSWORD)).toEqual({ outcome: "wrong" });
    expect(await enter("demo@x.example", PASSWORD)).toEqual({ outcome: "wrong" });
    expect(await workspace.recorded()).toEqual([]);
  });

  test("after eight failures waits, for this account and this address alone", async () => {
    for (let i = 0; i < 8; i += 1) await enter(ana.email, "wrong");
    expect(await enter(ana.email, PASSWORD)).toMatchObject({ outcome: "too-many" });
    await workspace.addPerson({ id: "eva", passwordHash: ana.passwordHash });
    expect((await enter("eva@x.example", PASSWORD)).outcome).toBe("signed-in");
    expect((await enter(ana.email, PASSWORD, "198.51.100.1")).outcome).toBe("signed-in");
  });
});

test("signing out ends the session and has open connections checked", async () => {
  const cookie = await entered();
  const { sessionId } = await workspace.sessions.validate(cookie);
  expect(await signOut(workspace.as(ana, { sessionId }))).toContain("Max-Age=0");
  expect((await workspace.sessions.validate(cookie)).person).toBeNull();
  expect(workspace.rechecked).toEqual([{ personId: "ana" }]);
  expect(await signOut(workspace.as(null))).toBeNull();
});

describe("withdrawing access", () => {
  let secretariat: PersonRow;
  beforeEach(async () => {
    secretariat = await workspace.addPerson({ id: "sec", role: "secretariat", delegation: null });
  });

  test("ends every session at once; the person stays; it can be given back", async () => {
    const cookies = [await entered(), await entered()];
    await withdrawAccess(workspace.as(secretariat), { personId: "ana" });
    for (const cookie of cookies) {
      const { person, withdrawn } = await workspace.sessions.validate(cookie);
      expect(person).toBeNull();
      expect(withdrawn).toEqual({ by: "secretariat" });
    }
    expect(workspace.rechecked).toEqual([{ personId: "ana" }]);
    expect((await findPerson(workspace.store.read, "ana"))?.name).toBe(ana.name);
    expect((await enter(ana.email, PASSWORD)).outcome).toBe("wrong");

    await restoreAccess(workspace.as(secretariat), { personId: "ana" });
    // A session from before opens nothing, wherever it is by now.
    expect(await workspace.sessions.validate(cookies[0])).toMatchObject({ person: null });
    expect((await workspace.sessions.validate(cookies[0])).withdrawn).toBeUndefined();
    expect((await enter(ana.email, PASSWORD)).outcome).toBe("signed-in");
    const [, restored, withdrawn] = await listRecord(workspace.store.read, 3);
    expect(restored).toMatchObject({ action: "account.restore", personId: "sec" });
    expect(withdrawn).toMatchObject({
      action: "account.withdraw",
      personId: "sec",
      detail: { personId: "ana" },
      requestId: "request",
    });
  });

  test("takes back the invitations that they have made, and nobody else's", async () => {
    const other = await workspace.addPerson({ id: "oth", role: "secretariat", delegation: null });
    const invite = (who: PersonRow) =>
      inviteParticipant(workspace.as(who), { role: "secretariat", delegation: null, note: "" });
    const own = await invite(other);
    const others = await invite(secretariat);
    await withdrawAccess(workspace.as(secretariat), { personId: "oth" });
    const status = async ({ token }: { token: string }) =>
      (await lookUpInvitation(workspace.app, token)).status;
    expect(await status(own)).toBe("revoked");
    expect(await status(others)).toBe("open");
  });

  test("is for the secretariat, not of oneself, and not twice", async () => {
    const of = (actor: PersonRow | null, personId: string) =>
      withdrawAccess(workspace.as(actor), { personId });
    await expect(of(ana, "sec")).rejects.toMatchObject({ code: "role" });
    await expect(of(null, "ana")).rejects.toMatchObject({ code: "signed-out" });
    await expect(of(secretariat, "sec")).rejects.toMatchObject({ code: "state" });
    await expect(of(secretariat, "none")).rejects.toMatchObject({ code: "not-found" });
    await of(secretariat, "ana");
    await expect(of(secretariat, "ana")).rejects.toMatchObject({ code: "already-done" });
  });

  test("of two who withdraw each other, one remains", async () => {
    const other = await workspace.addPerson({ id: "oth", role: "secretariat", delegation: null });
    const results = await Promise.allSettled([
      withdrawAccess(workspace.as(secretariat), { personId: "oth" }),
      withdrawAccess(workspace.as(other), { personId: "sec" }),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});

describe("the people page", () => {
  test("is for those who look after accounts", async () => {
    const observer = await workspace.addPerson({ id: "obs", role: "observer", delegation: null });
    for (const who of [ana, observer]) {
      await expect(readPeople(workspace.as(who))).rejects.toMatchObject({ code: "role" });
    }
    await expect(readPeople(workspace.as(null))).rejects.toMatchObject({ code: "signed-out" });
  });

  test("shows everyone and the open invitations, and nothing to sign in with", async () => {
    const secretariat = await workspace.addPerson({
      id: "sec",
      role: "secretariat",
      delegation: null,
    });
    await workspace.addPerson({ id: "out", withdrawnAt: 1 });
    const invitation = { role: "observer", delegation: null, note: "by post" } as const;
    const { invitationId, token } = await inviteParticipant(workspace.as(secretariat), invitation);
    const view = await readPeople(workspace.as(secretariat));
    expect(view.people.map(({ id, withdrawn, isMe }) => [id, withdrawn, isMe]).sort()).toEqual([
      ["ana", false, false],
      ["out", true, false],
      ["sec", false, true],
    ]);
    expect(view.invitations).toMatchObject([{ id: invitationId, ...invitation }]);
    expect(view.may).toEqual({ invite: true, withdraw: true });
    expect(JSON.stringify(view)).not.toContain(ana.passwordHash);
    expect(JSON.stringify(view)).not.toContain(token);
  });
});

test("a person's language is remembered", async () => {
  await setLocale(workspace.as(ana), { locale: "es" });
  expect((await findPerson(workspace.store.read, "ana"))?.locale).toBe("es");
  const nobody = setLocale(workspace.as(null), { locale: "es" });
  await expect(nobody).rejects.toMatchObject({ code: "signed-out" });
});

describe("demo accounts", () => {
  const seed = async (target: Workspace) => {
    const hash = await demoPasswordHash();
    return target.store.transaction((tx) => seedDemoPeople(target.app, tx, hash));
  };

  test("are one for each role and delegation, and seeding again changes nothing", async () => {
    const demo = await openWorkspace({ demo: true });
    try {
      const ids = await seed(demo);
      expect([...ids.keys()].sort()).toEqual([
        "convener.ca@demo.example",
        "convener.mx@demo.example",
        "drafter.ca@demo.example",
        "drafter.mx@demo.example",
        "member.ca@demo.example",
        "member.mx@demo.example",
        "observer@demo.example",
        "secretariat@demo.example",
      ]);
      expect(await seed(demo)).toEqual(ids);
      const people = await listPeople(demo.store.read);
      expect(people).toHaveLength(8);
      expect(people.every((person) => person.demo && person.name.startsWith("Demo "))).toBe(true);
      const listed = (await listDemoPeople(demo.store.read)).map(({ email }) => email);
      expect(listed).toHaveLength(8);
      const offered = await readDemoAccounts(demo.app);
      expect(offered?.people.map(({ email }) => email)).toEqual(listed);
      const input = { email: "convener.ca@demo.example", password: DEMO_PASSWORD };
      expect((await signIn(demo.as(null), input)).outcome).toBe("signed-in");
    } finally {
      await demo.close();
    }
  });

  test("do not sign in outside the demo, and are not offered there", async () => {
    await seed(workspace);
    expect(await readDemoAccounts(workspace.app)).toBeNull();
    expect(await enter("secretariat@demo.example", DEMO_PASSWORD)).toEqual({ outcome: "wrong" });
  });
});
