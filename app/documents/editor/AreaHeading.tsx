import { Extension } from "@tiptap/core";
import Collaboration from "@tiptap/extension-collaboration";
import { EditorContent, useEditor } from "@tiptap/react";
import { MoreVertical } from "lucide-react";
import { memo, useEffect, useMemo, useState } from "react";
import type * as Y from "yjs";
import { m } from "../../i18n/messages";
import { IconButton } from "../../ui/Button";
import { ConfirmDialog } from "../../ui/Dialog";
import { Menu } from "../../ui/Menu";
import { areaTitleFragment, type OutlineArea } from "../document";
import { findArea } from "../outline";
import { TITLE_LIMITS } from "../text-limits";
import { useDocumentEditor } from "./context";
import { TITLE_SCHEMA } from "./extensions";
import type { EditorSession } from "./session";
import { undoView } from "./shared-undo";
import { textLimits } from "./text-limits";
import { useAreaTitle } from "./useDocument";

/** The heading of an area, an entry in the list of what a live document consists of. */
export function AreaHeading({ area, areas }: { area: OutlineArea; areas: readonly OutlineArea[] }) {
  const { session, editable, language, renderArea } = useDocumentEditor();
  const title = useAreaTitle(session.doc, area.id);
  const fragment = areaTitleFragment(session.doc, area.id);
  return (
    <li id={`area-${area.id}`} className="area-section">
      <div className="area-heading group">
        <h2 id={`title-${area.id}`} className="flex min-w-0 flex-1 gap-2">
          <span className="shrink-0">{area.number}.</span>
          {editable && fragment ? (
            <AreaTitleEditor
              session={session}
              area={area}
              fragment={fragment}
              label={m.plans_area_title_label({ number: area.number })}
              lang={language}
            />
          ) : (
            <span lang={title ? language : undefined}>{title || m.plans_area_untitled()}</span>
          )}
        </h2>
        {editable && <AreaMenu area={area} areas={areas} title={title} />}
        {renderArea?.(area.id)}
      </div>
    </li>
  );
}

interface AreaTitleEditorProps {
  session: EditorSession;
  area: OutlineArea;
  fragment: Y.XmlFragment;
  label: string;
  lang: string;
}

const AreaTitleEditor = memo(function AreaTitleEditor({
  session,
  area,
  fragment,
  label,
  lang,
}: AreaTitleEditorProps) {
  const areaId = area.id;
  const extensions = useMemo(
    () => [
      ...TITLE_SCHEMA,
      Collaboration.configure({
        fragment,
        yUndoOptions: { undoManager: undoView(session.live.undo) },
      }),
      textLimits(TITLE_LIMITS, (over) => session.refuse(over)),
      Extension.create({
        name: "titleKeys",
        priority: 1100,
        addKeyboardShortcuts: () => ({
          Enter: () => {
            const first = findArea(session.outline(), areaId)?.items[0];
            if (first) session.focusItem(first.id, "start");
            else session.addItemTo(areaId);
            return true;
          },
          "Mod-z": () => {
            session.undo();
            return true;
          },
          "Mod-y": () => {
            session.redo();
            return true;
          },
          "Shift-Mod-z": () => {
            session.redo();
            return true;
          },
        }),
      }),
    ],
    [session, fragment, areaId],
  );
  const editor = useEditor(
    {
      extensions,
      injectCSS: false,
      // A title has no formatting: the tools for text have nothing to act on.
      onFocus: () => session.activate(null),
      editorProps: {
        attributes: {
          class: "title-editor",
          role: "textbox",
          "aria-label": label,
          lang,
          "data-placeholder": m.plans_area_untitled(),
        },
      },
    },
    [extensions],
  );
  useEffect(() => {
    if (editor && session.takesTitleFocus(areaId)) editor.commands.focus();
  }, [editor, session, areaId]);
  return <EditorContent editor={editor} className="min-w-0 flex-1" />;
});

function AreaMenu({
  area,
  areas,
  title,
}: {
  area: OutlineArea;
  areas: readonly OutlineArea[];
  title: string;
}) {
  const { session } = useDocumentEditor();
  const [removing, setRemoving] = useState(false);
  const label = m.plans_area_menu({ number: area.number });
  return (
    <span className="item-controls">
      <Menu
        label={label}
        trigger={<IconButton label={label} icon={<MoreVertical size={17} />} />}
        items={() => [
          {
            id: "add",
            label: m.plans_area_add_below(),
            onAction: () => session.addAreaAfter(area.id, ""),
          },
          {
            id: "up",
            label: m.plans_area_move_up(),
            disabled: area.number === 1,
            onAction: () => session.moveAreaBy(area.id, -1),
          },
          {
            id: "down",
            label: m.plans_area_move_down(),
            disabled: area.number === areas.length,
            onAction: () => session.moveAreaBy(area.id, 1),
          },
          {
            id: "remove",
            label: m.plans_area_remove(),
            danger: true,
            onAction: () =>
              area.items.length > 0 ? setRemoving(true) : session.removeArea(area.id),
          },
        ]}
      />
      <ConfirmDialog
        title={m.plans_area_remove_title({ title: title || m.plans_area_untitled() })}
        isOpen={removing}
        onClose={() => setRemoving(false)}
        onConfirm={() => session.removeArea(area.id)}
        confirmLabel={m.plans_area_remove()}
        danger
      >
        {m.plans_area_remove_text({ count: area.items.length })}
      </ConfirmDialog>
    </span>
  );
}
