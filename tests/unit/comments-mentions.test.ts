import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Mentionable,
  type Naming,
  type Offer,
  offersFor,
  offersMatching,
  queryAt,
  toBody,
  toWritten,
} from "~/comments/mention-offers";
import {
  type Mention,
  mentionedPeople,
  mentionsIn,
  segmentsOf,
  tokenOf,
} from "~/comments/mentions";

const people: Mentionable[] = [
  { id: "p1", name: "Test Drafter", role: "drafter", delegation: "CA" },
  { id: "p2", name: "Test Convener", role: "convener", delegation: "CA" },
  { id: "p3", name: "Étienne Test", role: "convener", delegation: "MX" },
  { id: "p4", name: "Test Secretariat", role: "secretariat", delegation: null },
];
const naming: Naming = {
  delegationName: (code) => ({ CA: "Canada", MX: "Mexico" })[code] ?? code,
  roleName: (role) => ({ convener: "Convener", drafter: "Drafter" })[role as "drafter"] ?? role,
  compare: new Intl.Collator("en").compare,
};
const person = (value: string): Mention => ({ kind: "person", value });
const delegation = (value: string): Mention => ({ kind: "delegation", value });
const role = (value: string): Mention => ({ kind: "role", value });

describe("the names in a comment", () => {
  it("are read from its tokens; what only looks like one is words", () => {
    const body =
      "@[person:p1] and @[delegation:CA], @[role:convener]; @[role:king] @[person:] @[x:y] @p1";
    expect(segmentsOf(body)).toEqual([
      { mention: person("p1") },
      { text: " and " },
      { mention: delegation("CA") },
      { text: ", " },
      { mention: role("convener") },
      { text: "; @[role:king] @[person:] @[x:y] @p1" },
    ]);
    expect(mentionsIn(`${body} @[person:p1]`)).toEqual([
      person("p1"),
      delegation("CA"),
      role("convener"),
    ]);
    expect(segmentsOf("")).toEqual([]);
  });

  it("lose nothing of the text, whatever it is", () => {
    const part = fc.oneof(
      fc.string(),
      fc.constantFrom("@[", "@[person:p1]", "@[delegation:CA]", "]", "@[role:x]", "@"),
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const body = parts.join("");
        const again = segmentsOf(body).map((each) =>
          "text" in each ? each.text : tokenOf(each.mention),
        );
        expect(again.join("")).toBe(body);
      }),
    );
  });

  it("say who is told: the person, all of a delegation, a role of this delegation or a regional one", () => {
    const told = (mentions: Mention[], home: string | null) =>
      mentionedPeople(mentions, people, home).map(({ id }) => id);
    expect(told([person("p3")], "CA")).toEqual(["p3"]);
    expect(told([delegation("CA")], null)).toEqual(["p1", "p2"]);
    expect(told([role("convener")], "CA")).toEqual(["p2"]);
    expect(told([role("convener")], null)).toEqual([]);
    expect(told([role("secretariat")], "MX")).toEqual(["p4"]);
    expect(told([person("p1"), delegation("CA"), person("nobody")], "CA")).toEqual(["p1", "p2"]);
    expect(told([], "CA")).toEqual([]);
  });

  it("never have anyone told who is not among the readers", () => {
    const mention = fc.oneof(
      fc.constantFrom("p1", "p2", "p3", "p4", "p9").map(person),
      fc.constantFrom("CA", "MX", "US").map(delegation),
      fc.constantFrom("convener", "member", "secretariat").map(role),
    );
    fc.assert(
      fc.property(fc.array(mention), fc.subarray(people), (mentions, readers) => {
        for (const each of mentionedPeople(mentions, readers, "CA")) {
          expect(readers).toContain(each);
        }
      }),
    );
  });
});

describe("what may be named", () => {
  it("are readers, their delegations and the roles they have, in order", () => {
    expect(offersFor(people, "CA", naming).map(({ label }) => label)).toEqual([
      "Étienne Test",
      "Test Convener",
      "Test Drafter",
      "Test Secretariat",
      "Canada",
      "Mexico",
      "Convener",
      "Drafter",
      "secretariat",
    ]);
    // On the agenda no role of a delegation is meant.
    expect(offersFor(people, null, naming).map(({ label }) => label)).not.toContain("Convener");
    expect(offersFor([], "CA", naming)).toEqual([]);
  });

  it("have names of their own, also where two are called the same", () => {
    const twins: Mentionable[] = [
      { id: "a", name: "Sam Test", role: "member", delegation: "CA" },
      { id: "b", name: "Sam Test", role: "member", delegation: "MX" },
      { id: "c", name: "Sam Test", role: "drafter", delegation: "MX" },
      { id: "d", name: "Canada", role: "observer", delegation: null },
    ];
    const labels = offersFor(twins, null, naming).map(({ label }) => label);
    expect(new Set(labels).size).toBe(labels.length);
    expect(labels).toContain("Sam Test (CA)");
    expect(labels).toContain("Sam Test (MX)");
  });

  it("are found by the beginning of any of their words, with or without accents", () => {
    const offers = offersFor(people, "CA", naming);
    const find = (words: string) =>
      offersMatching(offers, { at: 0, words }).map(({ label }) => label);
    expect(find("eti")).toEqual(["Étienne Test"]);
    expect(find("draf")).toEqual(["Test Drafter", "Drafter"]);
    expect(find("test c")).toEqual(["Test Convener"]);
    expect(find("raft")).toEqual([]);
    expect(find("Canada ")).toEqual([]);
    expect(find("")).toHaveLength(offers.length);
  });

  it("are looked for after an @ that begins a word", () => {
    expect(queryAt("Ask @Test Dr", 12)).toEqual({ at: 4, words: "Test Dr" });
    expect(queryAt("@", 1)).toEqual({ at: 0, words: "" });
    expect(queryAt("@a b", 2)).toEqual({ at: 0, words: "a" });
    for (const text of ["a@b", "@ a", "@a\nb", "no", ""]) {
      expect(queryAt(text, text.length)).toBeNull();
    }
    expect(queryAt(`@${"x".repeat(80)}`, 81)).toBeNull();
  });
});

describe("names as they are written", () => {
  const offers: Offer[] = [
    { mention: person("p1"), label: "Test Drafter", delegation: "CA" },
    { mention: person("p5"), label: "Test Drafter, Canada", delegation: "CA" },
    { mention: delegation("CA"), label: "Canada", delegation: "CA" },
  ];

  it("become tokens, the longest name that fits; others stay words", () => {
    expect(toBody("@Test Drafter, Canada: see @Canada.", offers)).toBe(
      "@[person:p5]: see @[delegation:CA].",
    );
    expect(toBody("@Test Drafter, not a@Canada, @Canadas or @Nobody", offers)).toBe(
      "@[person:p1], not a@Canada, @Canadas or @Nobody",
    );
  });

  it("come back as they were written, and mean the same again", () => {
    const part = fc.oneof(
      fc.string({ maxLength: 4 }).filter((text) => !text.includes("[")),
      fc.constantFrom("@Canada", "@Test Drafter", ", Canada", "@", " ", "\n"),
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const written = parts.join("");
        const body = toBody(written, offers);
        expect(toWritten(body, offers)).toBe(written);
        expect(toBody(toWritten(body, offers), offers)).toBe(body);
      }),
    );
  });

  it("leave a token whose name is not known", () => {
    expect(toWritten("Ask @[person:gone].", offers)).toBe("Ask @[person:gone].");
  });
});
