/** What the page of the agenda is sent when it asks again: what has changed, for this reader, and no more. */
import type { AppLoadContext } from "@remix-run/node";
import { afterEach, beforeEach, expect, it } from "vitest";
import { compileItems } from "~/agenda/place.server";
import { openThread } from "~/comments/comments.server";
import { setItemText } from "~/documents/document-changes";
import { fromPlainText } from "~/documents/rich-text";
import { type AgendaChanges, loadAgenda } from "~/routes/agenda/data.server";
import { loader as changesLoader } from "~/routes/agenda_.changes";
import { lettersOf, withDelta } from "~/ui/payload-delta";
import { openWorkspace, PEOPLE, type PersonName, type Workspace } from "./agenda-workspace";

let workspace: Workspace;
beforeEach(async () => {
  workspace = await openWorkspace({ US: "draft" });
});
afterEach(() => workspace.close());

const READERS: PersonName[] = ["secretariat", "convener.ca", "drafter.mx", "member.us", "observer"];

function contextOf(name: PersonName | null): AppLoadContext {
  const person = name && { ...PEOPLE[name], name, email: `${name}@x.example`, locale: null };
  return {
    app: workspace.app,
    person,
    sessionId: null,
    nonce: "",
    requestId: "request",
    locale: "en",
  } as AppLoadContext;
}

const request = (path: string) => new Request(`http://test.example${path}`);
/** As it arrives on the page. */
const sent = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const whole = async (name: PersonName) =>
  sent(await loadAgenda(contextOf(name), request("/agenda")));

async function changes(name: PersonName | null, since: string): Promise<Response> {
  const asked = request(`/agenda/changes?since=${since}`);
  return (await changesLoader({
    request: asked,
    params: {},
    context: contextOf(name),
  })) as Response;
}

it("puts together for each reader what they would have been sent whole", async () => {
  const before = new Map(
    await Promise.all(READERS.map(async (name) => [name, await whole(name)] as const)),
  );
  await workspace.edit("plan-ca", (doc) =>
    setItemText(doc, "ca-1-1", fromPlainText("Measure 1.1 of Canada, every year")),
  );
  await compileItems(workspace.as("secretariat"), {
    items: [{ planId: "plan-mx", itemId: "mx-1-1" }],
    areaId: "area-1",
  });
  await openThread(workspace.as("convener.ca"), {
    documentId: "agenda",
    about: "document",
    internal: true,
    body: "Our line on this.",
  });
  for (const name of READERS) {
    const known = before.get(name);
    if (!known) throw new Error("nothing is known");
    const { view, document, content, threads, ...rest } = (await (
      await changes(name, known.stamp)
    ).json()) as AgendaChanges;
    const letters = lettersOf([known.view, known.document, known.content, known.threads]);
    const now = {
      ...rest,
      view: withDelta(view, letters),
      document: withDelta(document, letters),
      content: withDelta(content, letters),
      threads: withDelta(threads, letters),
    };
    expect(now, name).toEqual(await whole(name));
  }
});

it("sends nothing of what has not changed, and everything to who has nothing", async () => {
  const { stamp } = await whole("secretariat");
  const unchanged = (await (await changes("secretariat", stamp)).json()) as AgendaChanges;
  const deltas = ({ view, document, content, threads }: AgendaChanges) => [
    ...view,
    ...document,
    ...content,
    ...threads,
  ];
  expect(deltas(unchanged).every((part) => typeof part === "number")).toBe(true);
  expect(unchanged.stamp).toBe(stamp);
  await workspace.edit("plan-ca", (doc) =>
    setItemText(doc, "ca-1-1", fromPlainText("Measure 1.1 of Canada, every year")),
  );
  const word = (await (await changes("secretariat", stamp)).json()) as AgendaChanges;
  // The area of that item, and what is said of all of them.
  const changed = word.view.filter((part) => typeof part === "string");
  expect(changed.length).toBeGreaterThan(0);
  expect(changed.length).toBeLessThanOrEqual(2);
  const all = (await (await changes("secretariat", "unknown")).json()) as AgendaChanges;
  expect(deltas(all).every((part) => typeof part === "string")).toBe(true);
});

it("is for people who are signed in", async () => {
  const answer = await changes(null, "");
  expect(answer.status).toBe(401);
  expect(await answer.json()).toMatchObject({ ok: false, code: "signed-out" });
});
