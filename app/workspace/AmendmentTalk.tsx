/** What is said of amendments, put into their cards: comments and amendments do not know each other. */
import { MessageSquarePlus } from "lucide-react";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import type { Actor } from "../accounts/policy";
import { CardTalk, type Talk } from "../amendments/AroundCard";
import { isPending } from "../amendments/rules";
import type { AmendmentView } from "../amendments/view";
import { Composer } from "../comments/Composer";
import { ThreadCard } from "../comments/ThreadCard";
import type { CommentPermissions, ThreadView } from "../comments/threads";
import { m } from "../i18n/messages";
import { Button } from "../ui/Button";
import { Fold } from "../ui/Fold";
import { useDraft } from "../ui/useDraft";

interface TalkProps {
  document: { id: string; language: string };
  /** All of the document. */
  threads: readonly ThreadView[];
  permissions: CommentPermissions;
  me: Actor;
  activeThreadId: string | null;
  onActivate(threadId: string): void;
  /** Whether links lead to comments here: false where they are also beside the text. */
  linked: boolean;
}

/** Gives the cards of amendments within it what is said of each. */
export function AmendmentTalkProvider({
  children,
  document: { id, language },
  threads,
  permissions,
  me,
  activeThreadId,
  onActivate,
  linked,
}: TalkProps & { children: ReactNode }) {
  const talk = useMemo((): Talk => {
    const byAmendment = new Map<string, ThreadView[]>();
    for (const thread of threads) {
      if (thread.about !== "amendment") continue;
      const there = byAmendment.get(thread.itemId);
      if (there) there.push(thread);
      else byAmendment.set(thread.itemId, [thread]);
    }
    const of = (amendmentId: string) => byAmendment.get(amendmentId) ?? [];
    return {
      countOf: (amendmentId) => countIn(of(amendmentId)),
      show: (amendment) => (
        <AmendmentTalk
          document={{ id, language }}
          amendment={amendment}
          threads={of(amendment.id)}
          {...{ permissions, me, activeThreadId, onActivate, linked }}
        />
      ),
    };
  }, [id, language, threads, permissions, me, activeThreadId, onActivate, linked]);
  return <CardTalk.Provider value={talk}>{children}</CardTalk.Provider>;
}

const countIn = (threads: readonly ThreadView[]): number =>
  threads.reduce((sum, { comments }) => sum + comments.filter(({ deleted }) => !deleted).length, 0);

/** The threads on one amendment, and the way to begin one. */
function AmendmentTalk(props: TalkProps & { amendment: AmendmentView }) {
  const { document, amendment, threads, permissions, me, activeThreadId } = props;
  const key = `${document.id}:${amendment.id}`;
  const [text] = useDraft(`comment:new:${me.id}:${key}`, "");
  const [asked, setAsked] = useState(false);
  const draft = useMemo(
    () => ({
      about: "amendment" as const,
      itemId: amendment.id,
      ref: amendment.ref,
      anchor: null,
      quote: "",
    }),
    [amendment.id, amendment.ref],
  );
  const writing = text !== "" || (asked && permissions.comment);
  const begin = useRef<HTMLButtonElement>(null);
  const wasWriting = useRef(writing);
  useEffect(() => {
    // The form is gone, and whoever wrote in it goes on from here.
    const lost = window.document.activeElement === window.document.body;
    if (wasWriting.current && !writing && lost) begin.current?.focus();
    wasWriting.current = writing;
  }, [writing]);
  if (threads.length === 0 && !permissions.comment && !writing) return null;
  const place = {
    about: "amendment" as const,
    itemId: amendment.itemId ?? "",
    ref: amendment.ref,
    position: 0,
    passage: null,
    gone: false,
  };
  const list = (some: readonly ThreadView[]) => (
    <ul className="grid gap-3">
      {some.map((thread) => (
        <li key={thread.id} className="border-l-2 border-line pl-3">
          <ThreadCard
            documentId={document.id}
            language={document.language}
            thread={thread}
            place={place}
            me={me}
            active={thread.id === activeThreadId}
            onActivate={() => props.onActivate(thread.id)}
            nested
            linked={props.linked}
          />
        </li>
      ))}
    </ul>
  );
  // One that a link leads to is in sight, resolved or not.
  const open = threads.filter(({ resolved, id }) => !resolved || id === activeThreadId);
  const resolved = threads.filter((thread) => !open.includes(thread));
  return (
    <div className="grid gap-3 border-t border-line pt-3">
      {threads.length > 0 && (
        <h4 className="text-sm font-semibold text-muted">
          {m.comments_count({ count: countIn(threads) })}
        </h4>
      )}
      {open.length > 0 && list(open)}
      {resolved.length > 0 && (
        <Fold summary={m.comments_resolved_threads({ count: resolved.length })}>
          <div className="mt-3">{list(resolved)}</div>
        </Fold>
      )}
      {writing ? (
        <Composer
          documentId={document.id}
          language={document.language}
          draft={draft}
          draftName={key}
          me={me}
          mayComment={permissions.comment}
          mayBeInternal={permissions.internal}
          onDone={() => setAsked(false)}
        />
      ) : (
        permissions.comment && (
          <Button
            ref={begin}
            size="sm"
            variant={isPending(amendment) ? "secondary" : "quiet"}
            className="justify-self-start"
            onClick={() => setAsked(true)}
          >
            <MessageSquarePlus size={16} aria-hidden />
            {m.comments_begin_on_amendment()}
          </Button>
        )
      )}
    </div>
  );
}
