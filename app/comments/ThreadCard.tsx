import { Check, Crosshair, Lock, RotateCcw } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { ReadersNote } from "../documents/ReadersNote";
import { m } from "../i18n/messages";
import { useAnnounce } from "../ui/announce";
import { Button, IconButton } from "../ui/Button";
import { DelegationTag } from "../ui/DelegationTag";
import { CardHead, cardClass, type Folding } from "../ui/FoldedCard";
import { Time } from "../ui/Time";
import { useDraft } from "../ui/useDraft";
import { Comment } from "./Comment";
import { ProblemNotice } from "./ProblemNotice";
import { placeName, placeTitle } from "./place-name";
import type { ThreadPlace } from "./places";
import { ThreadSummary } from "./ThreadSummary";
import type { ThreadView } from "./threads";
import { useMentions } from "./useMentions";
import { useSend } from "./useSend";
import { WriteBox } from "./WriteBox";

interface ThreadCardProps {
  documentId: string;
  /** Of the document's words. */
  language: string;
  thread: ThreadView;
  /** Undefined until the document's text is on the page. */
  place: ThreadPlace | undefined;
  me: { id: string };
  active: boolean;
  onActivate(): void;
  /** In the margin: short until it is opened. */
  folding?: Folding;
  /** Within the card of what it is about: it says nothing of that, and has no frame. */
  nested?: boolean;
  /** Whether links lead to it: false where it is on the page a second time. */
  linked?: boolean;
}

/** A thread with its comments, and what may be done with it. */
export function ThreadCard(props: ThreadCardProps) {
  const { documentId, language, thread, place, me, active, onActivate } = props;
  const { folding, nested = false, linked = true } = props;
  const card = useRef<HTMLElement>(null);
  const ref = place ? placeName(place) : "";
  useEffect(() => {
    if (!active) return;
    if (!folding) card.current?.scrollIntoView({ block: "nearest" });
    // A thread just opened takes over the focus of the form it was written in.
    if (document.activeElement === document.body) card.current?.focus({ preventScroll: true });
  }, [active, folding]);
  const title = (
    <span className="text-sm font-semibold text-muted">{place && placeTitle(place)}</span>
  );
  const short = folding !== undefined && !folding.open;

  return (
    <article
      ref={card}
      id={linked ? `thread-${thread.id}` : undefined}
      tabIndex={-1}
      aria-label={place ? m.comments_thread({ ref }) : undefined}
      aria-current={active ? true : undefined}
      className={`grid gap-3 ${nested ? "" : cardClass(active, short)}`}
    >
      {!nested && (
        <header className="flex items-center justify-between gap-2">
          {folding ? (
            <CardHead folding={folding} short={<ThreadSummary {...{ thread, place, me }} />}>
              {title}
            </CardHead>
          ) : (
            title
          )}
          {!short && place?.ref && (
            <IconButton
              label={m.comments_show_in_text({ ref })}
              icon={<Crosshair size={16} aria-hidden />}
              onClick={onActivate}
            />
          )}
        </header>
      )}
      {!short && (
        <>
          {thread.internalTo && <InternalLabel delegation={thread.internalTo} />}
          {!nested && <Quote thread={thread} lang={language} gone={place?.gone ?? false} />}
          <ul className="grid gap-3.5">
            {thread.comments.map((comment) => (
              <li key={comment.id}>
                <Comment
                  documentId={documentId}
                  threadId={thread.id}
                  comment={comment}
                  mine={comment.author.id === me.id}
                  linked={linked}
                  onDeleted={() => card.current?.focus()}
                />
              </li>
            ))}
          </ul>
          <ThreadActions {...{ documentId, thread, me, onActivate }} />
        </>
      )}
    </article>
  );
}

/** That nobody outside the delegation receives the thread. */
function InternalLabel({ delegation }: { delegation: string }) {
  return (
    <p className="flex flex-wrap items-center gap-1.5 text-sm font-semibold">
      <Lock size={15} aria-hidden />
      {m.comments_internal()}
      <DelegationTag code={delegation} nameless />
    </p>
  );
}

function Quote({ thread, lang, gone }: { thread: ThreadView; lang: string; gone: boolean }) {
  if (thread.about !== "item") return null;
  if (thread.anchor === null) {
    return <p className="-mt-2 text-sm text-muted">{m.comments_whole_item()}</p>;
  }
  return (
    <>
      <blockquote
        dir="auto"
        lang={lang}
        className={`line-clamp-4 border-l-4 pl-2.5 font-serif whitespace-pre-wrap [overflow-wrap:anywhere] ${
          gone ? "border-line-strong text-muted" : "border-warning/50"
        }`}
      >
        {thread.quote}
      </blockquote>
      {gone && <p className="text-sm font-semibold text-warning">{m.comments_gone()}</p>}
    </>
  );
}

function ThreadActions({
  documentId,
  thread,
  me,
  onActivate,
}: Pick<ThreadCardProps, "documentId" | "thread" | "me" | "onActivate">) {
  const announce = useAnnounce();
  const settling = useSend(documentId);
  const replying = useSend(documentId);
  const [reply, keepReply] = useDraft(`comment:reply:${me.id}:${thread.id}`, "");
  const mentions = useMentions(documentId, { threadId: thread.id });
  const [asked, setAsked] = useState(false);
  const resolved = thread.resolved !== null;
  // The box stays while there is text in it, also when someone resolves the thread meanwhile.
  const boxShown = reply !== "" || (asked && thread.may.reply);

  const replyButton = useRef<HTMLButtonElement>(null);
  const wasShown = useRef(boxShown);
  useEffect(() => {
    if (wasShown.current && !boxShown) replyButton.current?.focus();
    wasShown.current = boxShown;
  }, [boxShown]);

  const settle = async () => {
    // An active thread stays in sight, so the focus is not lost with the button.
    onActivate();
    const intent = resolved ? "reopen" : "resolve";
    if (!(await settling.send({ intent, threadId: thread.id }))) return;
    announce(resolved ? m.comments_said_reopened() : m.comments_said_resolved());
  };
  const sendReply = async (body: string) => {
    if (!(await replying.send({ intent: "reply", threadId: thread.id, body }))) return;
    keepReply("");
    setAsked(false);
    announce(m.comments_said_sent());
  };

  return (
    <footer className="grid gap-2">
      <SettledLines thread={thread} />
      {boxShown && (
        <WriteBox
          label={m.comments_reply_label()}
          sendLabel={m.comments_reply()}
          text={reply}
          onText={keepReply}
          mentions={mentions}
          onSend={sendReply}
          onCancel={() => {
            keepReply("");
            setAsked(false);
          }}
          pending={replying.pending}
          problem={replying.problem}
          closed={!thread.may.reply}
          focusOn={asked ? thread.id : undefined}
        >
          <ReadersNote readers={thread.readers} />
        </WriteBox>
      )}
      <ProblemNotice problem={settling.problem} />
      <div className="flex flex-wrap gap-2">
        {thread.may.reply && !boxShown && (
          <Button
            ref={replyButton}
            size="sm"
            onClick={() => {
              onActivate();
              setAsked(true);
            }}
          >
            {m.comments_reply()}
          </Button>
        )}
        {thread.may.resolve && (
          <Button size="sm" variant="quiet" disabled={settling.pending} onClick={settle}>
            {resolved ? <RotateCcw size={16} aria-hidden /> : <Check size={16} aria-hidden />}
            {resolved ? m.comments_reopen() : m.comments_resolve()}
          </Button>
        )}
      </div>
    </footer>
  );
}

/** Who last reopened the thread and who resolved it, in the order in which they did. */
function SettledLines({ thread: { resolved, reopened } }: { thread: ThreadView }) {
  return (
    <>
      {reopened && (
        <SettledLine
          at={reopened.at}
          icon={<RotateCcw size={16} aria-hidden />}
          says={
            reopened.by ? m.comments_reopened_by({ name: reopened.by.name }) : m.comments_reopened()
          }
        />
      )}
      {resolved && (
        <SettledLine
          at={resolved.at}
          icon={<Check size={16} aria-hidden />}
          says={
            resolved.by ? m.comments_resolved_by({ name: resolved.by.name }) : m.comments_resolved()
          }
        />
      )}
    </>
  );
}

function SettledLine({ at, icon, says }: { at: number; icon: ReactNode; says: string }) {
  return (
    <p className="flex flex-wrap items-center gap-x-1.5 text-sm text-muted">
      {icon}
      {says}
      <Time at={at} style="relative" />
    </p>
  );
}
