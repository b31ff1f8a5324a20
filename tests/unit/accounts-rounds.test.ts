/** The policy while a plan is open for comment until a date; without one: accounts-policy.test.ts. */
import { describe, expect, test } from "vitest";
import {
  type Actor,
  type DocumentAction,
  mayOnDocument,
  type Round,
  type Subject,
  subjectAt,
} from "~/accounts/policy";

const person = (role: Actor["role"], delegation: string | null): Actor => ({
  id: `${role}-${delegation}`,
  role,
  delegation,
});
const PEOPLE = {
  convener: person("convener", "CA"),
  drafter: person("drafter", "CA"),
  member: person("member", "CA"),
  "other convener": person("convener", "MX"),
  "other drafter": person("drafter", "MX"),
  "other member": person("member", "MX"),
  observer: person("observer", null),
  secretariat: person("secretariat", null),
} satisfies Record<string, Actor>;
type Who = keyof typeof PEOPLE;

const openWith = (round: Round | null): Subject => ({
  kind: "plan",
  delegation: "CA",
  state: "open",
  round,
});
/** In order: to members, to members and over, to all, to all and over. */
const SITUATIONS: Subject[] = (["members", "all"] as const).flatMap((audience) =>
  [false, true].map((over) => openWith({ audience, over })),
);

/** Who may in which situation; h hidden, r role, d delegation, s state. */
const SIGNS = { "signed-out": "o", hidden: "h", role: "r", delegation: "d", state: "s" } as const;
const rows = (own: [string, string, string], other: string, regional: [string, string]) => ({
  convener: own[0],
  drafter: own[1],
  member: own[2],
  "other convener": other,
  "other drafter": other,
  "other member": other,
  observer: regional[0],
  secretariat: regional[1],
});
const READ = rows(["YYYY", "YYYY", "YYYY"], "hhYY", ["YYYY", "YYYY"]);
const PROPOSE = rows(["YYYY", "YYYY", "YsYs"], "hhYs", ["rrrr", "rrrr"]);
const CONVENER = rows(["YYYY", "rrrr", "rrrr"], "hhdd", ["rrrr", "rrrr"]);
const DRAFTERS = rows(["YYYY", "YYYY", "rrrr"], "hhdd", ["rrrr", "rrrr"]);
const TABLE: Partial<Record<DocumentAction, Record<Who, string>>> = {
  read: READ,
  export: READ,
  "read-comments": READ,
  "read-amendments": READ,
  comment: rows(["YYYY", "YYYY", "YsYs"], "hhYs", ["rrrr", "YsYs"]),
  propose: PROPOSE,
  support: PROPOSE,
  edit: DRAFTERS,
  resolve: DRAFTERS,
  decide: CONVENER,
  "make-internal": CONVENER,
  "set-round": CONVENER,
  close: CONVENER,
  approve: CONVENER,
  history: rows(["YYYY", "YYYY", "rrrr"], "hhdd", ["rrrr", "YYYY"]),
  merge: rows(["rrrr", "rrrr", "rrrr"], "hhdd", ["rrrr", "YYYY"]),
};

describe("in a consultation round", () => {
  for (const [action, table] of Object.entries(TABLE)) {
    test(action, () => {
      const found = Object.fromEntries(
        Object.entries(PEOPLE).map(([who, actor]) => [
          who,
          SITUATIONS.map((subject) => {
            const decision = mayOnDocument(actor, action as DocumentAction, subject);
            return decision.allowed ? "Y" : SIGNS[decision.reason];
          }).join(""),
        ]),
      );
      expect(found).toEqual(table);
    });
  }

  test("a round says nothing of a plan that is not open", () => {
    for (const state of ["draft", "approved", "submitted"] as const) {
      for (const round of [null, { audience: "all", over: false } as const]) {
        const subject = { kind: "plan", delegation: "CA", state, round } as const;
        const may = mayOnDocument(PEOPLE["other member"], "read", subject).allowed;
        expect(may).toBe(state === "submitted");
        expect(mayOnDocument(PEOPLE["other member"], "comment", subject).allowed).toBe(false);
      }
    }
  });

  test("what was said before the plan was opened to all stays with those who could read it then", () => {
    const subject = openWith({ audience: "all", over: false });
    const readers = (at: number, toAll: number | null) =>
      Object.entries(PEOPLE)
        .filter(([, actor]) => {
          const then = subjectAt(subject, at, { first: 10, toAll });
          return mayOnDocument(actor, "read-comments", then).allowed;
        })
        .map(([who]) => who);
    const home = ["convener", "drafter", "member", "observer", "secretariat"];
    expect(readers(5, 20)).toEqual(["convener", "drafter"]);
    expect(readers(15, 20)).toEqual(home);
    expect(readers(20, 20)).toEqual(Object.keys(PEOPLE));
    expect(readers(20, null)).toEqual(home);
  });
});
