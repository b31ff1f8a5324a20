import { Lock } from "lucide-react";
import { useEffect, useId } from "react";
import { ReadersNote } from "../documents/ReadersNote";
import { m } from "../i18n/messages";
import { CONTRIBUTION_LIMITS } from "../limits";
import { useAnnounce } from "../ui/announce";
import { CHOICE, useDraft } from "../ui/useDraft";
import type { Anchor } from "./anchor";
import { placeName } from "./place-name";
import type { About } from "./threads";
import { useMentions } from "./useMentions";
import { useSend } from "./useSend";
import { WriteBox } from "./WriteBox";

/** What a new thread will be about. */
export interface Draft {
  about: About;
  /** Of the item, area or amendment; empty for the document. */
  itemId: string;
  /** Number of the item or area as shown; of an amendment that of the item it amends. */
  ref: string;
  /** Null where it is on no passage. */
  anchor: Anchor | null;
  quote: string;
}

interface ComposerProps {
  documentId: string;
  language: string;
  draft: Draft;
  me: { id: string };
  /** Names the text being written; by default one for all of the document. */
  draftName?: string;
  /** Whether a thread may be begun at all: if no longer, what was written is there to be copied. */
  mayComment: boolean;
  /** Whether the thread may be begun for the delegation alone. */
  mayBeInternal: boolean;
  /** Called with the new thread's id, or with null when the draft was given up. */
  onDone(threadId: string | null): void;
}

/** Writes the first comment of a thread. The text stays when another passage is selected. */
export function Composer(props: ComposerProps) {
  const { documentId, language, draft, me, mayComment, mayBeInternal, onDone } = props;
  const { draftName = documentId } = props;
  const announce = useAnnounce();
  const { send, pending, problem } = useSend(documentId);
  const key = `comment:new:${me.id}:${draftName}`;
  const [text, saveDraft] = useDraft(key, "");
  // As long as the text is: words meant for the delegation alone must not go to everyone because their
  // form was closed or the page loaded again. The server refuses them where that is not possible.
  const [internal, keepInternal] = useDraft(`${CHOICE}${key}:internal`, false);
  const forget = () => {
    saveDraft("");
    keepInternal(false);
  };

  const { about, itemId } = draft;
  const mentions = useMentions(documentId, { about, itemId, internal });

  const open = async (body: string) => {
    const sent = await send({
      intent: "open",
      about: draft.about,
      itemId: draft.itemId,
      anchorStart: draft.anchor?.start,
      anchorEnd: draft.anchor?.end,
      quote: draft.quote.slice(0, CONTRIBUTION_LIMITS.quoteLetters),
      internal: internal ? "yes" : undefined,
      body,
    });
    if (!sent) return;
    forget();
    announce(m.comments_said_sent());
    onDone(sent.threadId);
  };

  const over = !mayComment && text === "";
  useEffect(() => {
    if (over) onDone(null);
  }, [over, onDone]);
  if (over) return null;

  const title = m.comments_new({ ref: placeName(draft) });
  return (
    <section
      aria-label={title}
      className="grid gap-2.5 rounded-md border border-accent bg-raised p-3.5 ring-1 ring-accent"
    >
      <h3 className="text-sm font-semibold text-muted">{title}</h3>
      {draft.anchor ? (
        <blockquote
          dir="auto"
          lang={language}
          className="line-clamp-4 border-l-4 border-warning/50 pl-2.5 font-serif whitespace-pre-wrap [overflow-wrap:anywhere]"
        >
          {draft.quote}
        </blockquote>
      ) : (
        draft.about === "item" && <p className="text-sm text-muted">{m.comments_whole_item()}</p>
      )}
      <WriteBox
        label={m.comments_new_label()}
        sendLabel={m.comments_send()}
        text={text}
        onText={saveDraft}
        mentions={mentions}
        onSend={open}
        onCancel={() => {
          forget();
          onDone(null);
        }}
        pending={pending}
        problem={problem}
        closed={!mayComment}
        focusOn={draft}
      >
        {!internal && <ReadersNote />}
        {(mayBeInternal || internal) && (
          <InternalChoice wanted={internal} onWanted={keepInternal} />
        )}
      </WriteBox>
    </section>
  );
}

/** Whether the thread is for the delegation alone; it is decided before it is begun, and for good. */
function InternalChoice({
  wanted,
  onWanted,
}: {
  wanted: boolean;
  onWanted(wanted: boolean): void;
}) {
  const hint = useId();
  return (
    <div>
      <label className="flex items-start gap-2 py-1">
        <input
          type="checkbox"
          className="mt-1 size-4 shrink-0"
          checked={wanted}
          aria-describedby={hint}
          onChange={(event) => onWanted(event.target.checked)}
        />
        <span className="flex items-center gap-1.5">
          <Lock size={15} aria-hidden />
          {m.comments_internal_choice()}
        </span>
      </label>
      <p id={hint} className="pl-6 text-sm text-muted">
        {m.comments_internal_hint()}
      </p>
    </div>
  );
}
