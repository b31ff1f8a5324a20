/** What the page of the agenda is given, whole or as far as it does not have it yet. */
import type { AppLoadContext } from "@remix-run/node";
import { operationOf, orAnswer } from "~/accounts/answer.server";
import { readSilence } from "~/adoption/read.server";
import { isCoverageOpen } from "~/agenda/coverage-fold";
import { readShare } from "~/agenda/panes";
import { readAgenda } from "~/agenda/read.server";
import { partsOfView } from "~/agenda/view-parts";
import { readThreads } from "~/comments/read.server";
import { readDocumentView } from "~/documents/read.server";
import { partsOfText } from "~/documents/text-parts";
import type { DocumentView } from "~/documents/view";
import { compress, compressParts } from "~/ui/payload.server";
import { deltaSince, stampOf } from "~/ui/payload-delta.server";

/** @throws a Response where the agenda is not the person's to read */
export async function loadAgenda(context: AppLoadContext, request: Request) {
  const operation = operationOf(context);
  const view = await orAnswer(readAgenda(operation));
  const document = view && (await orAnswer(readDocumentView(operation, "agenda")));
  const threads = document
    ? (await orAnswer(readThreads(context.app, context.person, document.id))).threads
    : [];
  const silence = document ? await readSilence(operation) : null;
  const compressed = {
    view: compressParts(view, view ? partsOfView(view) : []),
    document: compress(withoutContent(document)),
    content: compressParts(
      document?.content ?? null,
      document ? partsOfText(document.content) : [],
    ),
    threads: compress(threads),
  };
  return {
    ...compressed,
    stamp: stampOf(Object.values(compressed)),
    coverageOpen: isCoverageOpen(request.headers.get("Cookie")),
    paneShare: readShare(request.headers.get("Cookie")),
    silence,
  };
}

/** The text has packages of its own, made once for all who ask until what is in them is another. */
function withoutContent(document: DocumentView | null): Omit<DocumentView, "content"> | null {
  if (!document) return null;
  const { content: _, ...about } = document;
  return about;
}

export type AgendaData = Awaited<ReturnType<typeof loadAgenda>>;

/** The same for a page that has what was sent with the stamp `since`. */
export async function loadAgendaSince(context: AppLoadContext, request: Request, since: string) {
  const { view, document, content, threads, ...rest } = await loadAgenda(context, request);
  return {
    ...rest,
    view: deltaSince(since, view),
    document: deltaSince(since, document),
    content: deltaSince(since, content),
    threads: deltaSince(since, threads),
  };
}

export type AgendaChanges = Awaited<ReturnType<typeof loadAgendaSince>>;
