import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inGroups, parseFingerprint } from "~/exchange/issued-file";

const HASH = "0123456789abcdef".repeat(4);

describe("a fingerprint", () => {
  it("is read as people paste it", () => {
    for (const text of [
      HASH,
      HASH.toUpperCase(),
      `  ${HASH}\n`,
      inGroups(HASH),
      inGroups(HASH).replace(" 89ab", "\n89ab"),
      `SHA-256: ${HASH}`,
      `sha256=${HASH}`,
      `${HASH}  regional-agenda.pdf`,
      HASH.replaceAll(/(..)(?=.)/g, "$1:"),
    ]) {
      expect(parseFingerprint(text), text).toBe(HASH);
    }
  });

  it("has all its digits and no others", () => {
    for (const text of [
      "",
      HASH.slice(1),
      `${HASH}0`,
      `${inGroups(HASH)} 0123`,
      HASH.replace("0", "g"),
      "agenda.pdf",
    ]) {
      expect(parseFingerprint(text), text).toBeNull();
    }
  });

  it("is the same after it was printed", () => {
    const digits = fc.stringMatching(/^[0-9a-f]{64}$/);
    fc.assert(fc.property(digits, (hash) => parseFingerprint(inGroups(hash)) === hash));
  });
});
