/** Reading the report of a consultation round, as far as a person may read what it is about. */
import { listThreads, type StoredThread } from "#db/comments";
import { listDelegations } from "#db/documents";
import { readAmendments } from "../amendments/read.server";
import { mentionsIn, tokenOf } from "../comments/mentions";
import { mayReadComment, mayReadThread } from "../comments/rules";
import { readableOf } from "../comments/writing.server";
import type { Locale, OperationContext } from "../context";
import { readText } from "../documents/read.server";
import { readRounds } from "../plans/read-rounds.server";
import { Refused } from "../refusal";
import {
  type ReadableThread,
  type ReportName,
  type RoundReport,
  roundReport,
} from "./round-report";

/**
 * What was said and proposed in a round, for who may read the comments of the plan: only threads
 * and amendments that are theirs to read.
 * @throws Refused "not-found", also for a round in which nothing was theirs to read; or by the policy.
 */
export async function readRoundReport(
  context: OperationContext,
  slug: string,
  number: number,
): Promise<RoundReport> {
  const q = context.store.read;
  const { document, actor, subject, opened, rounds } = await readRounds(context, slug);
  const round = rounds.find((one) => one.number === number);
  if (!round) throw new Refused("not-found");
  const { amendments } = await readAmendments(context, document.id, "read-amendments");
  const { content } = await readText(context, document.id);
  const delegations = await listDelegations(q);
  const namesOf = (code: string) => {
    const row = delegations.find((one) => one.code === code);
    return { en: row?.nameEn ?? code, fr: row?.nameFr ?? code, es: row?.nameEs ?? code };
  };
  const threads = (await listThreads(q, document.id))
    .filter((stored) => mayReadThread(actor, subject, readableOf(stored), opened).allowed)
    .map((stored) => ({
      ...stored,
      comments: stored.comments.filter(
        ({ comment }) => mayReadComment(actor, subject, comment, opened).allowed,
      ),
    }))
    .map((stored) => readable(stored, namesOf));
  const code = document.delegation ?? "";
  return roundReport({
    plan: {
      slug: document.slug,
      title: content.title || document.title,
      language: document.language,
      delegation: { code, name: namesOf(code)[document.language] },
    },
    reader:
      actor.delegation === null
        ? null
        : { code: actor.delegation, names: namesOf(actor.delegation) },
    round,
    content,
    threads,
    amendments,
  });
}

type NamesOf = (code: string) => Record<Locale, string>;

function readable(
  { thread, resolvedBy, comments }: StoredThread,
  namesOf: NamesOf,
): ReadableThread {
  return {
    about: thread.about,
    itemId: thread.itemId,
    quote: thread.quote,
    createdAt: thread.createdAt,
    internalTo: thread.internalTo,
    resolved: thread.resolvedAt === null ? null : { at: thread.resolvedAt, by: resolvedBy },
    comments: comments
      .filter(({ comment }) => comment.deletedAt === null)
      .map(({ comment, author, mentioned }) => ({
        author,
        at: comment.createdAt,
        editedAt: comment.editedAt,
        body: comment.body,
        named: namedIn(comment.body, mentioned, namesOf),
      })),
  };
}

/** The people and delegations in a comment as they are called now; roles each language has itself. */
function namedIn(
  body: string,
  people: StoredThread["comments"][number]["mentioned"],
  namesOf: NamesOf,
): ReportName[] {
  return mentionsIn(body).flatMap((mention): ReportName[] => {
    const { kind, value } = mention;
    const token = tokenOf(mention);
    if (kind === "delegation") return [{ token, names: namesOf(value), delegation: value }];
    const person = kind === "person" ? people.find(({ id }) => id === value) : undefined;
    if (!person) return [];
    const { name, delegation } = person;
    return [{ token, names: { en: name, fr: name, es: name }, delegation }];
  });
}
