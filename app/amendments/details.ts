/**
 * Amendments of an item's details: who leads, partners, when it is due, how it is measured. Each detail
 * is one thing: where two people change the same one otherwise, a person decides.
 */
import { DETAILS, type Detail, type Details } from "../documents/document";
import { fromPlainText } from "../documents/rich-text";
import { type RedlineParagraph, redline } from "./redline";

export interface DetailsProposal {
  basis: Details;
  proposed: Details;
}

export type CarriedDetails =
  /** What it changes in the details as they stand, and what they say with it. */
  | { outcome: "clean"; changes: Partial<Details>; details: Details }
  | { outcome: "done" }
  /** A detail that it would change was changed meanwhile. */
  | { outcome: "collides" };

/** The same words, whatever the blanks around them and the form that Unicode has for a letter. */
const same = (one: string, other: string) =>
  one.trim().normalize("NFC") === other.trim().normalize("NFC");

/** What was changed to come from one to the other. */
export function changedDetails(from: Details, to: Details): Detail[] {
  return DETAILS.filter((detail) => !same(from[detail], to[detail]));
}

/** Carries a proposal onto the details as they stand. */
export function carryDetails({ basis, proposed }: DetailsProposal, now: Details): CarriedDetails {
  const left = changedDetails(basis, proposed).filter(
    (detail) => !same(now[detail], proposed[detail]),
  );
  if (left.length === 0) return { outcome: "done" };
  if (left.some((detail) => !same(now[detail], basis[detail]))) return { outcome: "collides" };
  const changes = Object.fromEntries(left.map((detail) => [detail, proposed[detail].trim()]));
  return { outcome: "clean", changes, details: { ...now, ...changes } };
}

/** Whether two proposals say different things of one detail. */
export function detailsCollide(one: Partial<Details>, other: Partial<Details>): boolean {
  return DETAILS.some((detail) => {
    const [a, b] = [one[detail], other[detail]];
    return a !== undefined && b !== undefined && !same(a, b);
  });
}

/** What changes, detail by detail, as people read it. */
export function detailsRedline(from: Details, to: Details): RedlineParagraph[] {
  return changedDetails(from, to).flatMap((detail) =>
    redline(fromPlainText(from[detail]), fromPlainText(to[detail])).map((paragraph, at) => ({
      ...paragraph,
      detail: at === 0 ? detail : null,
    })),
  );
}
