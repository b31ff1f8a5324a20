import { type ReactNode, useEffect, useRef, useState } from "react";
import { m } from "../i18n/messages";
import { CONTRIBUTION_LIMITS } from "../limits";
import { Button } from "../ui/Button";
import { TextAreaField } from "../ui/Field";
import { useMentionList } from "./MentionList";
import { ProblemNotice } from "./ProblemNotice";
import type { Mentions } from "./useMentions";
import type { Problem } from "./useSend";

interface WriteBoxProps {
  label: string;
  sendLabel: string;
  text: string;
  /** What the text was before: Escape gives up what is still that, and nothing more. */
  original?: string;
  onText(text: string): void;
  /** Who can be named in it. */
  mentions: Mentions;
  /** Called with the text as it is sent, with tokens for the names in it. */
  onSend(body: string): void;
  onCancel?(): void;
  pending: boolean;
  problem: Problem | null;
  /** Whoever began it may not send it any more: it is there to be copied, and given up. */
  closed?: boolean;
  /** Takes the focus, the caret after the text, when this appears or is another. */
  focusOn?: string | object;
  /** Further choices, between the text and the buttons. */
  children?: ReactNode;
}

/** A text area with its buttons. The text is the caller's and stays when sending fails. */
export function WriteBox({
  label,
  sendLabel,
  text,
  original = "",
  onText,
  mentions,
  onSend,
  onCancel,
  pending,
  problem,
  closed = false,
  focusOn,
  children,
}: WriteBoxProps) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const area = focusOn === undefined ? null : form.current?.querySelector("textarea");
    area?.focus();
    area?.setSelectionRange(area.value.length, area.value.length);
  }, [focusOn]);

  const [unreachable, setUnreachable] = useState(false);
  const caretWanted = useRef<number | null>(null);
  const list = useMentionList(mentions, text, (next, caret) => {
    caretWanted.current = caret;
    onText(next);
  });
  // Once the name that was chosen stands in the text, one writes on after it.
  useEffect(() => {
    const caret = caretWanted.current;
    if (caret === null || text.length < caret) return;
    caretWanted.current = null;
    form.current?.querySelector("textarea")?.setSelectionRange(caret, caret);
  }, [text]);

  const send = async () => {
    list.close();
    const body = await mentions.bodyOf(text);
    setUnreachable(body === null);
    if (body !== null) onSend(body);
  };
  const excess = text.trim().length - CONTRIBUTION_LIMITS.commentLetters;
  const ready = text.trim() !== "" && excess <= 0 && !pending && !closed;
  return (
    <form
      ref={form}
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) void send();
      }}
    >
      <TextAreaField
        label={label}
        name="body"
        value={text}
        rows={Math.min(12, Math.max(2, text.split("\n").length))}
        hint={m.comments_send_hint()}
        error={excess > 0 ? m.comments_too_long({ count: excess }) : undefined}
        readOnly={pending || closed}
        {...list.box}
        onChange={(event) => {
          onText(event.target.value);
          list.look(event.target.value, event.target.selectionStart);
        }}
        onBlur={list.close}
        onKeyDown={(event) => {
          // Enter also ends a composition of letters in some writing systems.
          if (event.nativeEvent.isComposing || list.onKey(event)) return;
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            if (ready) void send();
          } else if (event.key === "Escape" && onCancel && text === original) {
            event.stopPropagation();
            onCancel();
          }
        }}
      />
      {list.list}
      {!closed && children}
      <ProblemNotice problem={closed ? "role" : (problem ?? (unreachable ? "offline" : null))} />
      <div className="flex flex-wrap justify-end gap-2">
        {onCancel && (
          <Button size="sm" variant="quiet" onClick={onCancel} disabled={pending}>
            {m.comments_cancel()}
          </Button>
        )}
        {!closed && (
          <Button type="submit" size="sm" variant="primary" disabled={!ready}>
            {pending ? m.comments_sending() : sendLabel}
          </Button>
        )}
      </div>
    </form>
  );
}
