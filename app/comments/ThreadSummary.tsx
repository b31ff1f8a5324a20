import { Check, Lock, MessageSquareText, PenLine } from "lucide-react";
import type { ReactNode } from "react";
import { roleName } from "../accounts/role-name";
import { m } from "../i18n/messages";
import { DelegationTag } from "../ui/DelegationTag";
import { Time } from "../ui/Time";
import { useDraft } from "../ui/useDraft";
import { useNamesIn } from "./CommentText";
import { toWritten } from "./mention-offers";
import { placeTitle } from "./place-name";
import type { ThreadPlace } from "./places";
import type { CommentView, ThreadView } from "./threads";

/** A thread in short, inside a button: who began it with what, and what came of it. */
export function ThreadSummary({
  thread,
  place,
  me,
}: {
  thread: ThreadView;
  place: ThreadPlace | undefined;
  me: { id: string };
}) {
  const [reply] = useDraft(`comment:reply:${me.id}:${thread.id}`, "");
  const said = thread.comments.filter(({ deleted }) => !deleted);
  const [first] = said;
  if (!first) return <span className="text-sm text-muted">{m.comments_deleted()}</span>;
  const { author } = first;
  const replies = said.length - 1;
  return (
    <>
      <span className="flex items-baseline gap-1.5 text-sm">
        {author.delegation && <DelegationTag code={author.delegation} nameless />}
        <span className="truncate font-semibold">{author.name}</span>
        {!author.delegation && <span className="text-muted">{roleName(author.role)}</span>}
        <span className="ml-auto shrink-0 text-muted">
          <Time at={first.createdAt} style="relative" />
        </span>
      </span>
      <Words comment={first} />
      <span className="flex flex-wrap items-center gap-x-3 text-sm text-muted">
        {place && <span className="font-semibold">{placeTitle(place)}</span>}
        {replies > 0 && (
          <Fact icon={<MessageSquareText size={14} aria-hidden />}>
            {m.comments_replies({ count: replies })}
          </Fact>
        )}
        {thread.internalTo && (
          <Fact icon={<Lock size={14} aria-hidden />}>{m.comments_internal()}</Fact>
        )}
        {thread.resolved && (
          <Fact icon={<Check size={14} aria-hidden />}>{m.comments_resolved()}</Fact>
        )}
        {place?.gone && <span className="text-warning">{m.comments_gone()}</span>}
        {reply !== "" && (
          <Fact icon={<PenLine size={14} aria-hidden />}>{m.comments_unsent()}</Fact>
        )}
      </span>
    </>
  );
}

function Words({ comment }: { comment: CommentView }) {
  const names = useNamesIn(comment);
  return (
    <span dir="auto" className="line-clamp-2 [overflow-wrap:anywhere]">
      {toWritten(comment.body, names)}
    </span>
  );
}

function Fact({ icon, children }: { icon: ReactNode; children: string }) {
  return (
    <span className="inline-flex items-center gap-1">
      {icon}
      {children}
    </span>
  );
}
