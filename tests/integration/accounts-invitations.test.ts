import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { listOpenInvitations } from "#db/invitations";
import { countAccounts, findPersonByEmail, type PersonRow } from "#db/people";
import type { NewAccount } from "~/accounts/credentials";
import {
  acceptInvitation,
  createFirstLink,
  inviteParticipant,
  lookUpInvitation,
  revokeInvitation,
} from "~/accounts/invitations.server";
import { withdrawAccess } from "~/accounts/people.server";
import { ROLES, type Role } from "~/accounts/policy";
import { cookieOf, openWorkspace, type Workspace } from "./accounts-workspace";

const DAY = 86_400_000;
let workspace: Workspace;
let secretariat: PersonRow;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  workspace = await openWorkspace();
  secretariat = await workspace.addPerson({ id: "sec", role: "secretariat", delegation: null });
});
afterEach(async () => {
  vi.useRealTimers();
  await workspace.close();
});

const account = (name: string): NewAccount => ({
  name,
  email: `${name}@x.example`,
  password: "four plain words here",
});
const invite = (role: Role = "drafter", delegation: string | null = "CA") =>
  inviteParticipant(workspace.as(secretariat), { role, delegation, note: "" });
const accept = (token: string, name: string) =>
  acceptInvitation(workspace.as(null), token, account(name), "fr");

test("a link makes the account it is for and signs it in", async () => {
  const { token } = await invite("member", "MX");
  expect(await lookUpInvitation(workspace.app, token)).toEqual({
    status: "open",
    role: "member",
    delegation: "MX",
  });
  const { personId, setCookie } = await accept(token, "ana");
  const { person } = await workspace.sessions.validate(cookieOf(setCookie));
  expect(person).toEqual({
    id: personId,
    name: "ana",
    email: "ana@x.example",
    role: "member",
    delegation: "MX",
    locale: "fr",
  });
  expect(await workspace.recorded()).toEqual(["invitation.create", "invitation.accept"]);
});

test("the token is 32 random bytes, and the database does not have it", async () => {
  const [a, b] = [await invite(), await invite()];
  expect(Buffer.from(a.token, "base64url")).toHaveLength(32);
  expect(a.token).not.toBe(b.token);
  for (const suffix of ["", "-wal"]) {
    expect(readFileSync(workspace.file + suffix).includes(a.token)).toBe(false);
  }
});

describe("a link works once", () => {
  test("used before", async () => {
    const { token } = await invite();
    await accept(token, "ana");
    await expect(accept(token, "eva")).rejects.toMatchObject({ code: "already-done", status: 409 });
    expect(await findPersonByEmail(workspace.store.read, "eva@x.example")).toBeUndefined();
    expect((await lookUpInvitation(workspace.app, token)).status).toBe("used");
  });

  test("by many at the same moment: one wins, the others leave nothing behind", async () => {
    const { token } = await invite();
    const results = await Promise.allSettled(
      ["a", "b", "c", "d"].map((name) => accept(token, name)),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const result of results) {
      if (result.status === "rejected") {
        expect(result.reason).toMatchObject({ code: "already-done", field: undefined });
      }
    }
    expect(await countAccounts(workspace.store.read)).toBe(2);
  });

  test("an address that is taken does not use it up", async () => {
    const [first, second] = [await invite(), await invite()];
    await accept(first.token, "ana");
    await expect(accept(second.token, "ana")).rejects.toMatchObject({
      code: "already-done",
      field: "email",
    });
    await accept(second.token, "eva");
  });
});

test("a link works for seven days", async () => {
  const [early, late] = [await invite(), await invite()];
  vi.setSystemTime(Date.now() + 7 * DAY - 1000);
  await accept(early.token, "ana");
  vi.setSystemTime(Date.now() + 1000);
  await expect(accept(late.token, "eva")).rejects.toMatchObject({ code: "state" });
  expect((await lookUpInvitation(workspace.app, late.token)).status).toBe("expired");
  expect(await listOpenInvitations(workspace.store.read, Date.now())).toEqual([]);
});

test("a revoked link does not work, and only an open one can be revoked", async () => {
  const { token, invitationId } = await invite();
  await revokeInvitation(workspace.as(secretariat), { invitationId });
  await expect(accept(token, "ana")).rejects.toMatchObject({ code: "state" });
  expect((await lookUpInvitation(workspace.app, token)).status).toBe("revoked");
  const again = revokeInvitation(workspace.as(secretariat), { invitationId });
  await expect(again).rejects.toMatchObject({ code: "already-done" });
  const unknown = revokeInvitation(workspace.as(secretariat), { invitationId: "none" });
  await expect(unknown).rejects.toMatchObject({ code: "not-found" });
});

test("a made-up link is unknown", async () => {
  expect((await lookUpInvitation(workspace.app, "x")).status).toBe("unknown");
  await expect(accept("x", "ana")).rejects.toMatchObject({ code: "not-found" });
});

describe("who invites, and to what", () => {
  test.each(ROLES.filter((role) => role !== "secretariat"))("not a %s", async (role) => {
    const delegation = role === "observer" ? null : "CA";
    const actor = await workspace.addPerson({ id: "x", role, delegation });
    const { invitationId } = await invite();
    const input = { role: "drafter", delegation: "CA", note: "" } as const;
    const refused = { code: "role", status: 403 };
    await expect(inviteParticipant(workspace.as(actor), input)).rejects.toMatchObject(refused);
    await expect(revokeInvitation(workspace.as(actor), { invitationId })).rejects.toMatchObject(
      refused,
    );
  });

  test("not someone who is signed out, or whose access was withdrawn meanwhile", async () => {
    const input = { role: "drafter", delegation: "CA", note: "" } as const;
    const refused = { code: "signed-out", status: 401 };
    await expect(inviteParticipant(workspace.as(null), input)).rejects.toMatchObject(refused);
    const other = await workspace.addPerson({ id: "o", role: "secretariat", delegation: null });
    await withdrawAccess(workspace.as(secretariat), { personId: "o" });
    await expect(inviteParticipant(workspace.as(other), input)).rejects.toMatchObject(refused);
  });

  test.each([
    ["drafter", null],
    ["convener", "XX"],
    ["observer", "CA"],
    ["secretariat", "MX"],
  ] as const)("a %s of %s makes no sense", async (role, delegation) => {
    await expect(invite(role, delegation)).rejects.toMatchObject({
      code: "invalid",
      field: "delegation",
    });
    expect(await workspace.recorded()).toEqual([]);
  });
});

describe("the first link", () => {
  let empty: Workspace;
  beforeEach(async () => {
    empty = await openWorkspace();
  });
  afterEach(() => empty.close());

  const tokenOf = (path: string | null) => /^\/setup\/([\w-]{43})$/.exec(path ?? "")?.[1] ?? "";
  const use = (token: string, name: string) =>
    acceptInvitation(empty.as(null), token, account(name), null);

  test("makes the first secretariat account, and then there is none any more", async () => {
    const token = tokenOf(await createFirstLink(empty.app));
    const { setCookie } = await use(token, "ana");
    const { person } = await empty.sessions.validate(cookieOf(setCookie));
    expect(person).toMatchObject({ role: "secretariat", delegation: null });
    expect(await createFirstLink(empty.app)).toBeNull();
    await expect(use(token, "eva")).rejects.toMatchObject({ code: "already-done" });
  });

  test("is a new one at each start, and lasts a day", async () => {
    const first = tokenOf(await createFirstLink(empty.app));
    const second = tokenOf(await createFirstLink(empty.app));
    await expect(use(first, "eva")).rejects.toMatchObject({ code: "state" });
    vi.setSystemTime(Date.now() + DAY);
    await expect(use(second, "eva")).rejects.toMatchObject({ code: "state" });
  });

  test("is of no use once there is an account", async () => {
    const token = tokenOf(await createFirstLink(empty.app));
    await empty.addPerson({ id: "someone" });
    await expect(use(token, "eva")).rejects.toMatchObject({ code: "state" });
  });

  test("is printed for a database that holds demo accounts only", async () => {
    await empty.addPerson({ id: "demo", demo: true });
    await use(tokenOf(await createFirstLink(empty.app)), "ana");
  });
});
