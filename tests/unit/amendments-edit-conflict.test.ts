/** What forms show of what others did while someone wrote in them. */
import { describe, expect, it } from "vitest";
import { livingDocument } from "~/amendments/amended-document";
import { editConflict, mergingNow } from "~/amendments/edit-conflict";
import type { AmendmentView } from "~/amendments/view";
import { fromPlainText } from "~/documents/rich-text";

const NONE = { basis: null, text: null, basisDetails: null, details: null };
const details = (lead: string) => ({ lead, partners: "", due: "", indicator: "" });

describe("what stands in the way of a text", () => {
  const written = {
    ...NONE,
    basis: fromPlainText("Train police officers every year."),
    text: fromPlainText("Train police officers twice a year."),
  };
  const against = (words: string) =>
    editConflict(written, { text: fromPlainText(words), details: null });

  it("is nothing while it can be carried onto the one that stands", () => {
    expect(against("Train police officers every year.")).toBeNull();
    expect(against("Equip police officers every year.")).toBeNull();
    expect(against("Train police officers twice a year.")).toBeNull();
    expect(editConflict(written, { text: null, details: null })).toBeNull();
    expect(editConflict(NONE, { text: written.text, details: details("") })).toBeNull();
  });

  it("is shown with what it would change, and no longer once it is begun on that", () => {
    const now = fromPlainText("Train police officers each month.");
    const found = against("Train police officers each month.");
    const words = (part: "now" | "change", kind: string) =>
      found?.[part]
        .flatMap(({ parts }) => parts.filter((each) => each.kind === kind))
        .map(({ text }) => text)
        .join("");
    expect(words("now", "same")).toBe("Train police officers each month.");
    expect(words("change", "removed")).toContain("each month");
    expect(words("change", "added")).toContain("twice a year");
    expect(editConflict({ ...written, ...found?.basis }, { text: now, details: null })).toBeNull();
  });
});

describe("what stands in the way of details", () => {
  it("is what others put in the same one", () => {
    const written = { ...NONE, basisDetails: details(""), details: details("Police") };
    const against = (now: ReturnType<typeof details>) =>
      editConflict(written, { text: null, details: now });
    expect(against({ ...details(""), due: "2027" })).toBeNull();
    const now = details("Two ministries");
    const found = against(now);
    expect(found?.change.map(({ detail }) => detail)).toEqual(["lead"]);
    expect(editConflict({ ...written, ...found?.basis }, { text: null, details: now })).toBeNull();
  });
});

describe("amendments that are being merged", () => {
  const view = (id: string, part: Partial<AmendmentView> = {}) =>
    ({ id, state: "proposed", proposedAt: 10, editedAt: null, ...part }) as AmendmentView;
  const ids = (views: AmendmentView[]) => views.map(({ id }) => id);

  it("goes on with those that wait, and names the others", () => {
    const opened = [view("a"), view("b"), view("c")];
    const current = [view("b", { state: "withdrawn" }), view("x"), view("c", { editedAt: null })];
    const { present, dropped, rewritten } = mergingNow(opened, current, "10");
    expect(ids(present)).toEqual(["c"]);
    expect(ids(dropped)).toEqual(["a", "b"]);
    expect(rewritten).toBe(false);
  });

  it("says where one was written further, not where that one was withdrawn", () => {
    const opened = [view("a"), view("b")];
    const further = view("b", { editedAt: 20 });
    expect(mergingNow(opened, [view("a"), further], "10").rewritten).toBe(true);
    expect(mergingNow(opened, [view("a"), further], "20").rewritten).toBe(false);
    const withdrawn = { ...further, state: "withdrawn" as const };
    expect(mergingNow(opened, [view("a"), withdrawn], "10").rewritten).toBe(false);
  });
});

describe("the document that a form is opened on", () => {
  it("says what others have written since", () => {
    let words = "Train police officers every year.";
    const read = () => ({
      id: "plan",
      language: "en",
      areas: [],
      textOf: () => fromPlainText(words),
      detailsOf: () => details(words),
    });
    const living = livingDocument(read);
    words = "Train police officers each month.";
    expect(living.textOf("i1")).toEqual(fromPlainText(words));
    expect(living.detailsOf("i1")).toEqual(details(words));
  });
});
