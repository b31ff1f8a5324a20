/**
 * The files of the adopted agenda that have left the workspace: each is kept by the hash of its bytes,
 * so that a copy can be recognised later, by anyone.
 */
import { createHash } from "node:crypto";
import {
  findAdoption,
  findAdoptionByFingerprint,
  findIssuedFile,
  insertIssuedFile,
} from "#db/adoption";
import { findAgenda, findDocument } from "#db/documents";
import { allow } from "../accounts/allow.server";
import { mayInWorkspace } from "../accounts/policy";
import type { OperationContext } from "../context";
import { Refused } from "../refusal";
import type { RecognisedFile } from "./issued-file";

export const sha256 = (bytes: string | Uint8Array): string =>
  createHash("sha256").update(bytes).digest("hex");

/** Keeps that these bytes were given out as the adopted agenda. */
export async function registerIssued(
  { store, now }: Pick<OperationContext, "store" | "now">,
  file: {
    agendaId: string;
    format: RecognisedFile["format"];
    options: Record<string, string>;
    bytes: string | Uint8Array;
  },
): Promise<void> {
  const { agendaId, format, options, bytes } = file;
  await store.transaction((tx) =>
    insertIssuedFile(tx, { sha256: sha256(bytes), agendaId, format, options, at: now() }),
  );
}

/**
 * The record of the adopted agenda, the bytes that its fingerprint is of.
 * @throws Refused "not-found" until it is adopted, or by the policy.
 */
export async function readAdoptedRecord({
  store,
  actor,
}: Pick<OperationContext, "store" | "actor">) {
  if (!actor) throw new Refused("signed-out");
  const agenda = await findAgenda(store.read);
  if (!agenda) throw new Refused("not-found");
  allow(actor, "export", agenda);
  const adoption = await findAdoption(store.read, agenda.id);
  if (!adoption) throw new Refused("not-found");
  return { agenda, adoption };
}

/**
 * What a file with this hash is, if it was given out as the adopted agenda; null if not. It tells
 * nothing to who has no such file.
 * @param hash SHA-256 in hex, as `parseFingerprint` gives it.
 */
export async function recogniseFile(
  { store, actor }: Pick<OperationContext, "store" | "actor">,
  hash: string,
): Promise<RecognisedFile | null> {
  const decision = mayInWorkspace(actor, "check-copy");
  if (!decision.allowed) throw new Refused(decision.reason);
  const q = store.read;
  const issued = await findIssuedFile(q, hash);
  const adoption = issued
    ? await findAdoption(q, issued.agendaId)
    : await findAdoptionByFingerprint(q, hash);
  const agenda = adoption && (await findDocument(q, adoption.agendaId));
  if (!adoption || !agenda) return null;
  return {
    title: agenda.title,
    language: agenda.language,
    adoptedAt: adoption.adoptedAt,
    format: issued?.format ?? "txt",
    version: issued?.options.version ?? null,
    paper: issued?.options.paper ?? null,
  };
}
