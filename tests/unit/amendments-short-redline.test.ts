import { describe, expect, it } from "vitest";
import { redline } from "~/amendments/redline";
import type { RedlinePiece } from "~/amendments/redline-lines";
import { shortRedline } from "~/amendments/short-redline";
import { fromPlainText } from "~/documents/rich-text";

const textOf = (piece: RedlinePiece) => (piece.kind === "form" ? "" : piece.text);

const short = (before: string, after: string, around = 2) =>
  shortRedline(redline(fromPlainText(before), fromPlainText(after)), around).map(
    (piece) => `${piece.kind}: ${textOf(piece)}`,
  );

describe("a redline in short", () => {
  it("keeps the change and a few words on either side", () => {
    expect(
      short(
        "Name one office to lead all of this work in the whole country.",
        "Name one office to guide all of this work in the whole country.",
      ),
    ).toEqual(["same: …\u00a0office to ", "removed: lead", "added: guide", "same:  all of\u00a0…"]);
  });

  it("leaves out the middle between two changes", () => {
    const [, , , between] = short(
      "Old words stand here and there and everywhere in it now.",
      "New words stand here and there and everywhere in it again.",
    );
    expect(between ?? "").toMatch(/^(same: .*words stand … in it .*|removed: .*)$/);
  });

  it("says all of what is wholly new or wholly gone", () => {
    const whole = fromPlainText("Keep a register.");
    const nothing = { type: "doc" as const, content: [] };
    const words = (parts: ReturnType<typeof shortRedline>) => parts.map(textOf).join("");
    expect(words(shortRedline(redline(nothing, whole), 3))).toBe("Keep a register.");
    expect(words(shortRedline(redline(whole, nothing), 3))).toBe("Keep a register.");
  });

  it("is what is said of its form, where that alone changes", () => {
    const entries = (type: "bulletList" | "orderedList") => ({
      type: "doc" as const,
      content: [
        {
          type,
          content: [
            { type: "listItem" as const, content: fromPlainText("Keep a register.").content },
          ],
        },
      ],
    });
    const parts = shortRedline(redline(entries("bulletList"), entries("orderedList")), 2);
    expect(parts).toMatchObject([
      { kind: "marker", change: "removed" },
      { kind: "marker", change: "added" },
      { kind: "form", note: { type: "list", from: "bullets", to: "numbers" } },
      { kind: "same", text: "Keep a\u00a0…" },
    ]);
  });

  it("is empty where nothing changes", () => {
    expect(short("The same.", "The same.")).toEqual([]);
  });
});
