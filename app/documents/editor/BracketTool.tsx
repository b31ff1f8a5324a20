import type { Editor } from "@tiptap/core";
import { Brackets } from "lucide-react";
import { nanoid } from "nanoid";
import { useEffect, useState } from "react";
import { m } from "../../i18n/messages";
import { useAnnounce } from "../../ui/announce";
import { Button } from "../../ui/Button";
import { DelegationTag } from "../../ui/DelegationTag";
import { Dialog } from "../../ui/Dialog";
import { Notice } from "../../ui/Notice";
import { useRootData } from "../../ui/root-data";
import { BRACKET_KINDS, type BracketKind } from "../brackets";
import {
  type BracketAttributes,
  bracketAt,
  bracketSelection,
  changeBracket,
  liftBracketIn,
} from "./bracket-commands";
import { Tool } from "./Tool";

const KINDS = {
  text: m.brackets_kind_text,
  deletion: m.brackets_kind_deletion,
  alternative: m.brackets_kind_alternative,
} as const satisfies Record<BracketKind, unknown>;

interface Asked {
  editor: Editor;
  /** The bracket to be changed; null to make one around the selected words. */
  existing: BracketAttributes | null;
}

/** Brackets the selected words; in a bracket, changes or lifts it. Also by Ctrl+Alt+B and L. */
export function BracketTool({ editor }: { editor: Editor | undefined }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const announce = useAnnounce();
  const existing = editor ? bracketAt(editor) : null;
  const possible = editor !== undefined && (existing !== null || !editor.state.selection.empty);

  useEffect(() => {
    if (!editor) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || !event.altKey || !editor.isFocused) return;
      const here = bracketAt(editor);
      if (event.code === "KeyB" && (here || !editor.state.selection.empty)) {
        setAsked({ editor, existing: here });
      } else if (event.code === "KeyL" && here) {
        liftBracketIn(editor, here.id);
        announce(m.brackets_said_lifted());
      } else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [editor, announce]);

  return (
    <>
      <Tool
        label={m.brackets_tool()}
        keys="Ctrl+Alt+B"
        pressed={existing !== null}
        disabled={!possible}
        onPress={() => editor && setAsked({ editor, existing })}
      >
        <Brackets size={17} />
      </Tool>
      {asked && <BracketDialog {...asked} onClose={() => setAsked(null)} />}
    </>
  );
}

function BracketDialog({ editor, existing, onClose }: Asked & { onClose(): void }) {
  const announce = useAnnounce();
  const delegations = useRootData()?.delegations ?? [];
  const [kind, setKind] = useState<BracketKind>(existing?.kind ?? "text");
  const [holders, setHolders] = useState<readonly string[]>(existing?.delegations ?? []);
  const [missing, setMissing] = useState(false);

  function done(say: string, change: () => void) {
    onClose();
    // The dialog has to give the focus back before the editor takes it.
    requestAnimationFrame(() => {
      change();
      announce(say);
    });
  }
  function submit() {
    if (holders.length === 0) return setMissing(true);
    const held = delegations.map(({ code }) => code).filter((code) => holders.includes(code));
    const attributes = { id: existing?.id ?? nanoid(10), kind, delegations: held };
    done(m.brackets_said_set(), () =>
      existing ? changeBracket(editor, attributes) : bracketSelection(editor, attributes),
    );
  }

  return (
    <Dialog
      title={existing ? m.brackets_change_title() : m.brackets_make_title()}
      isOpen
      onClose={onClose}
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <fieldset className="grid gap-2">
          <legend className="mb-1.5 font-semibold">{m.brackets_kind()}</legend>
          {BRACKET_KINDS.map((value) => (
            <label key={value} className="flex items-baseline gap-2">
              <input
                type="radio"
                name="kind"
                checked={kind === value}
                onChange={() => setKind(value)}
                className="accent-accent"
              />
              {KINDS[value]()}
            </label>
          ))}
        </fieldset>
        <fieldset className="grid gap-2">
          <legend className="mb-1.5 font-semibold">{m.brackets_holders()}</legend>
          {delegations.map(({ code }) => (
            <label key={code} className="flex items-center gap-2">
              <input
                type="checkbox"
                checked={holders.includes(code)}
                onChange={({ target }) => {
                  setMissing(false);
                  setHolders((before) =>
                    target.checked ? [...before, code] : before.filter((one) => one !== code),
                  );
                }}
                className="size-4 accent-accent"
              />
              <DelegationTag code={code} />
            </label>
          ))}
        </fieldset>
        {missing && (
          <Notice tone="danger" role="alert">
            {m.brackets_holders_missing()}
          </Notice>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          {existing && (
            <Button
              className="mr-auto"
              onClick={() =>
                done(m.brackets_said_lifted(), () => liftBracketIn(editor, existing.id))
              }
            >
              {m.brackets_lift()}
            </Button>
          )}
          <Button onClick={onClose}>{m.ui_cancel()}</Button>
          <Button variant="primary" type="submit">
            {existing ? m.brackets_change_do() : m.brackets_make_do()}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
