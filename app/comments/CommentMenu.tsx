import { MoreVertical } from "lucide-react";
import { createContext, useContext, useState } from "react";
import { m } from "../i18n/messages";
import { useAnnounce } from "../ui/announce";
import { IconButton } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { Field } from "../ui/Field";
import { Menu } from "../ui/Menu";

/**
 * Path of the page that links to comments lead to, where that is not the one they are read on: the
 * page of the document shows every one.
 */
export const LinkedPage = createContext<string | null>(null);

interface CommentMenuProps {
  commentId: string;
  author: string;
  mayChange: boolean;
  disabled: boolean;
  onEdit(): void;
  onDelete(): void;
}

/** What can be done with a comment. */
export function CommentMenu(props: CommentMenuProps) {
  const { commentId, author, mayChange, disabled, onEdit, onDelete } = props;
  const announce = useAnnounce();
  const [address, setAddress] = useState<string | null>(null);
  const linked = useContext(LinkedPage);
  const label = m.comments_menu({ name: author });
  const copy = async () => {
    const { origin, pathname } = window.location;
    const link = `${origin}${linked ?? pathname}#comment-${commentId}`;
    try {
      await navigator.clipboard.writeText(link);
      announce(m.comments_link_copied());
    } catch {
      // Not every browser lets a page write there: then it is copied by hand.
      setAddress(link);
    }
  };
  return (
    <>
      <Menu
        label={label}
        trigger={<IconButton label={label} icon={<MoreVertical size={16} aria-hidden />} />}
        items={() => [
          { id: "link", label: m.comments_copy_link(), onAction: () => void copy() },
          ...(mayChange
            ? [
                { id: "edit", label: m.comments_edit(), disabled, onAction: onEdit },
                {
                  id: "delete",
                  label: m.comments_delete(),
                  danger: true,
                  disabled,
                  onAction: onDelete,
                },
              ]
            : []),
        ]}
      />
      <Dialog
        title={m.comments_copy_link()}
        isOpen={address !== null}
        onClose={() => setAddress(null)}
      >
        <Field
          label={m.comments_link()}
          readOnly
          value={address ?? ""}
          onFocus={(event) => event.target.select()}
        />
      </Dialog>
    </>
  );
}
