import { useEffect, useRef, useState } from "react";
import { roleName } from "../accounts/role-name";
import { m } from "../i18n/messages";
import { useAnnounce } from "../ui/announce";
import { DelegationTag } from "../ui/DelegationTag";
import { ConfirmDialog } from "../ui/Dialog";
import { Time } from "../ui/Time";
import { useDraft } from "../ui/useDraft";
import { CommentMenu } from "./CommentMenu";
import { CommentText, useNamesIn } from "./CommentText";
import { toWritten } from "./mention-offers";
import { ProblemNotice } from "./ProblemNotice";
import type { CommentView } from "./threads";
import { useMentions } from "./useMentions";
import { useSend } from "./useSend";
import { WriteBox } from "./WriteBox";

interface CommentProps {
  documentId: string;
  threadId: string;
  comment: CommentView;
  mine: boolean;
  /** Whether links lead to it. */
  linked: boolean;
  /** Called once the comment is deleted, for the focus to go somewhere. */
  onDeleted(): void;
}

/** One comment: who, when, what, and for one's own the ways to change it. */
export function Comment(props: CommentProps) {
  const { documentId, threadId, comment, mine, linked, onDeleted } = props;
  const id = linked ? `comment-${comment.id}` : undefined;
  const announce = useAnnounce();
  const { send, pending, problem } = useSend(documentId);
  const [draft, saveDraft] = useDraft(`comment:edit:${comment.id}`, "");
  const names = useNamesIn(comment);
  const written = toWritten(comment.body, names);
  const mentions = useMentions(documentId, { threadId }, names);
  const [editing, setEditing] = useState(false);
  const [confirming, setConfirming] = useState(false);
  const menu = useRef<HTMLDivElement>(null);
  const wasEditing = useRef(false);
  useEffect(() => {
    if (wasEditing.current && !editing) menu.current?.querySelector("button")?.focus();
    wasEditing.current = editing;
  }, [editing]);

  if (comment.deleted) {
    return (
      <p id={id} tabIndex={-1} className="text-sm text-muted italic">
        {m.comments_deleted()}
      </p>
    );
  }

  const save = async (body: string) => {
    if (!(await send({ intent: "edit", commentId: comment.id, body }))) return;
    saveDraft("");
    setEditing(false);
    announce(m.comments_said_saved());
  };
  const remove = async () => {
    if (!(await send({ intent: "delete", commentId: comment.id }))) return;
    announce(m.comments_said_deleted());
    onDeleted();
  };

  return (
    <div
      id={id}
      tabIndex={-1}
      className="-m-1 grid scroll-mt-16 gap-1 rounded p-1 target:bg-highlight"
    >
      <div className="flex items-start gap-1">
        <CommentHead comment={comment} mine={mine} />
        {!editing && (
          <div ref={menu} className="-my-1 ml-auto">
            <CommentMenu
              commentId={comment.id}
              author={comment.author.name}
              mayChange={comment.may.change}
              disabled={pending}
              onEdit={() => {
                if (draft === "") saveDraft(written);
                setEditing(true);
              }}
              onDelete={() => setConfirming(true)}
            />
          </div>
        )}
      </div>
      {editing ? (
        <WriteBox
          label={m.comments_edit_label()}
          sendLabel={m.comments_save()}
          text={draft}
          original={written}
          onText={saveDraft}
          mentions={mentions}
          onSend={save}
          onCancel={() => {
            saveDraft("");
            setEditing(false);
          }}
          pending={pending}
          problem={problem}
          focusOn={comment.id}
        />
      ) : (
        <>
          <CommentText comment={comment} />
          <ProblemNotice problem={problem} />
        </>
      )}
      <ConfirmDialog
        title={m.comments_delete_title()}
        isOpen={confirming}
        onClose={() => setConfirming(false)}
        onConfirm={remove}
        confirmLabel={m.comments_delete()}
        danger
      >
        {m.comments_delete_text()}
      </ConfirmDialog>
    </div>
  );
}

function CommentHead({ comment, mine }: Pick<CommentProps, "comment" | "mine">) {
  const { author } = comment;
  return (
    <div className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
      {author.delegation && <DelegationTag code={author.delegation} nameless />}
      <span className="font-semibold">{author.name}</span>
      {mine && <span className="text-sm text-muted">({m.comments_you()})</span>}
      <span className="text-sm text-muted">{roleName(author.role)}</span>
      <span className="text-sm text-muted">
        <Time at={comment.createdAt} style="relative" />
        {comment.editedAt !== null && ` · ${m.comments_edited()}`}
      </span>
    </div>
  );
}
