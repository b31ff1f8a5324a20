/** A plan of Canada with two items, an agenda with two, and a person of each kind. */
import { listRecord } from "#db/record";
import type { Actor, PlanState } from "~/accounts/policy";
import { anchorOfWords } from "~/comments/anchor";
import { readThreads } from "~/comments/read.server";
import type { Person } from "~/context";
import { openPlanAndAgenda } from "./workspace";

export const PEOPLE = {
  "convener.ca": { id: "p-cca", role: "convener", delegation: "CA" },
  "drafter.ca": { id: "p-dca", role: "drafter", delegation: "CA" },
  "member.ca": { id: "p-mca", role: "member", delegation: "CA" },
  "member2.ca": { id: "p-m2ca", role: "member", delegation: "CA" },
  "convener.mx": { id: "p-cmx", role: "convener", delegation: "MX" },
  "member.mx": { id: "p-mmx", role: "member", delegation: "MX" },
  "drafter.mx": { id: "p-dmx", role: "drafter", delegation: "MX" },
  observer: { id: "p-obs", role: "observer", delegation: null },
  secretariat: { id: "p-sec", role: "secretariat", delegation: null },
} as const satisfies Record<string, Actor>;
export type PersonName = keyof typeof PEOPLE;
export const PEOPLE_NAMES = Object.keys(PEOPLE) as PersonName[];

export const WORDS = "border staff";

/** With the plan in this state, opened before anything was said; the agenda is a zero draft. */
export async function openWorkspace(state: PlanState = "open") {
  const told: string[] = [];
  /** Whether someone may hear of what was announced last. */
  let mayHear: (person: Actor) => boolean = () => true;
  const workspace = await openPlanAndAgenda({
    state,
    people: PEOPLE,
    openedBy: PEOPLE["convener.ca"],
    live: {
      announce: (documentId, topic, hearing = () => true) => {
        told.push(`${documentId} ${topic}`);
        mayHear = hearing;
      },
    },
  });
  const { app, store } = workspace;
  return {
    ...workspace,
    told,
    /** Who may hear of what was announced last. */
    hearers: () => PEOPLE_NAMES.filter((name) => mayHear(PEOPLE[name])),
    personOf: (name: PersonName): Person => ({
      ...PEOPLE[name],
      name: `Test ${name}`,
      email: `${name}@x.example`,
      locale: null,
    }),
    as: (name: PersonName | null) => workspace.as(name && PEOPLE[name]),
    async anchor(words = WORDS) {
      const found = anchorOfWords(await workspace.document("plan"), "i1", words);
      if (!found) throw new Error(`"${words}" is not in the item`);
      return found;
    },
    threads: async (name: PersonName, documentId = "plan") =>
      (await readThreads(app, PEOPLE[name], documentId)).threads,
    /** What the record says of comments, oldest first. */
    recorded: async () =>
      (await listRecord(store.read, 1000))
        .map(({ action }) => action)
        .filter((action) => action.startsWith("comments."))
        .reverse(),
  };
}
export type Workspace = Awaited<ReturnType<typeof openWorkspace>>;
