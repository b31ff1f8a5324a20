/** Reading the drafts that were issued: for their pages, and for exports. */
import * as Y from "yjs";
import { type DraftRow, listDrafts } from "#db/adoption";
import { type DocumentRow, findAgenda } from "#db/documents";
import { listPeople } from "#db/people";
import type { Queries } from "#db/store";
import { findVersion } from "#db/versions";
import { allow, subjectOf } from "../accounts/allow.server";
import { mayOnDocument } from "../accounts/policy";
import type { OperationContext } from "../context";
import { type DocumentContent, readDocument } from "../documents/document";
import { loadDocument } from "../documents/log.server";
import { Refused } from "../refusal";
import { type Comparison, compareDrafts, comparedText } from "./compare-drafts";
import type { ComparedName, DraftView } from "./drafts-view";

type Context = Pick<OperationContext, "store" | "actor">;

/** The text of a draft, frozen when it was issued; what had been removed then is not in it. */
export async function draftContent(q: Queries, draft: DraftRow): Promise<DocumentContent> {
  const version = await findVersion(q, draft.versionId);
  if (!version) throw new Error(`the draft ${draft.id} has no text`);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, version.state);
  return { ...readDocument(doc), removed: [] };
}

/** The agenda, if the actor may read it; its drafts are as open as itself. */
async function openAgenda({ store, actor }: Context): Promise<DocumentRow> {
  const agenda = await findAgenda(store.read);
  if (!agenda) throw new Refused(actor ? "not-found" : "signed-out");
  allow(actor, "read", agenda);
  return agenda;
}

/**
 * All drafts that were issued, newest first.
 * @throws Refused "not-found" while there is no agenda, or by the policy.
 */
export async function readDrafts(
  context: Context,
): Promise<{ drafts: DraftView[]; language: string }> {
  const agenda = await openAgenda(context);
  const q = context.store.read;
  const names = new Map((await listPeople(q)).map(({ id, name }) => [id, name]));
  const drafts = (await listDrafts(q, agenda.id)).map(
    ({ kind, number, position, note, issuedAt, issuedBy }): DraftView => ({
      ...{ kind, number, position, note, issuedAt },
      issuedBy: (issuedBy && names.get(issuedBy)) || null,
    }),
  );
  return { drafts: drafts.reverse(), language: agenda.language };
}

/** A draft as it was issued. `position`: its place in the order of issue, from 0. */
export async function readDraft(
  context: Context,
  position: number,
): Promise<{
  drafts: DraftView[];
  draft: DraftView;
  content: DocumentContent;
  language: string;
  mayExport: boolean;
}> {
  const agenda = await openAgenda(context);
  const { drafts } = await readDrafts(context);
  const draft = drafts.find((each) => each.position === position);
  if (!draft) throw new Refused("not-found");
  return {
    drafts,
    draft,
    content: await contentAt(context.store.read, agenda.id, position),
    language: agenda.language,
    mayExport: mayOnDocument(context.actor, "export", subjectOf(agenda)).allowed,
  };
}

/**
 * What changed between two drafts, or between a draft and the text as it stands: from the earlier to
 * the later, whichever was named first.
 * @throws Refused "not-found" if either does not exist, or by the policy.
 */
export async function readComparison(
  context: Context,
  one: number,
  other: number | "now",
): Promise<{
  drafts: DraftView[];
  from: ComparedName;
  to: ComparedName;
  comparison: Comparison;
  language: string;
}> {
  const agenda = await openAgenda(context);
  const { drafts } = await readDrafts(context);
  const [first, second] =
    other === "now" ? [one, other] : [Math.min(one, other), Math.max(one, other)];
  const q = context.store.read;
  const before = await contentAt(q, agenda.id, first);
  const after =
    second === "now"
      ? readDocument(await loadDocument(q, agenda.id))
      : await contentAt(q, agenda.id, second);
  const nameOf = (position: number | "now"): ComparedName => {
    const draft = drafts.find((each) => each.position === position);
    return draft ? { kind: draft.kind, number: draft.number, position: draft.position } : "now";
  };
  return {
    drafts,
    from: nameOf(first),
    to: nameOf(second),
    comparison: compareDrafts(comparedText(before), comparedText(after)),
    language: agenda.language,
  };
}

async function contentAt(q: Queries, agendaId: string, position: number): Promise<DocumentContent> {
  const draft = (await listDrafts(q, agendaId)).find((each) => each.position === position);
  if (!draft) throw new Refused("not-found");
  return draftContent(q, draft);
}
