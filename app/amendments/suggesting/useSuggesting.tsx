/** Suggesting on the page of a plan: the switch, the copies, what is drawn in the text, the decisions. */
import { useRevalidator } from "@remix-run/react";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import "./suggesting.css";
import type { DocumentEditorValue, ItemCopyProps } from "../../documents/editor/context";
import { m } from "../../i18n/messages";
import { useAnnounce } from "../../ui/announce";
import { CHOICE, readDraft, writeDraft } from "../../ui/useDraft";
import { postForm } from "../../ui/usePlainForm";
import type { AmendedDocument } from "../amended-document";
import { LastDecision } from "../LastDecision";
import { RejectDialog } from "../RejectDialog";
import type { Amendments, Suggested } from "../view";
import { CopyEditor } from "./CopyEditor";
import type { SuggestingValue } from "./context";
import { SuggestingSwitch } from "./SuggestingSwitch";
import { SuggestionPopover } from "./SuggestionPopover";
import { SuggestionsBar } from "./SuggestionsBar";
import { byItem, isShown, type ShownSuggestion, ShownSuggestions } from "./shown";
import { APART, SuggestionMarks } from "./suggestion-marks";
import { SuggestionStore } from "./suggestion-store";
import { Unsent } from "./Unsent";

interface Suggesting {
  /** For the bar; null for those who may not propose. */
  toggle: ReactNode;
  /** Above the text. */
  bar: ReactNode;
  /** What is open over the page. */
  over: ReactNode;
  renderCopy: DocumentEditorValue["renderCopy"];
  extend: NonNullable<DocumentEditorValue["extend"]>;
  value: SuggestingValue;
}

export function useSuggesting({
  document,
  found,
  me,
  may,
}: {
  document: AmendedDocument;
  found: Amendments;
  me: string;
  may: { propose: boolean };
}): Suggesting {
  const announce = useAnnounce();
  const key = `suggesting:${me}:${document.id}`;
  const store = useDesk(document.id, key);
  const [asked, setAsked] = useState(false);
  const on = asked && may.propose;
  const [visible, setVisible] = useState(true);
  const [last, setLast] = useState<string | null>(null);
  const [rejecting, setRejecting] = useState<ShownSuggestion | null>(null);
  const views = useMemo(() => found.amendments.filter(isShown), [found]);
  const grouped = useMemo(() => byItem(views), [views]);

  useEffect(() => {
    setAsked(readDraft(CHOICE + key) === true);
  }, [key]);
  const turn = useCallback(
    (next: boolean) => {
      setAsked(next);
      writeDraft(CHOICE + key, next || null);
      store.flush();
      announce(next ? m.suggesting_said_on() : m.suggesting_said_off());
    },
    [key, store, announce],
  );
  useSwitchKey(may.propose, () => turn(!on));
  useEffect(
    () => store.setOwn(byItem(views.filter((view) => view.proposedBy.id === me))),
    [store, views, me],
  );

  const [shown] = useState(() => new ShownSuggestions());
  useEffect(() => shown.set(views, visible), [shown, views, visible]);
  const extend = useCallback(
    (itemId: string) => [SuggestionMarks.configure({ itemId, shown })],
    [shown],
  );
  const [opened, setOpened] = useState<{ id: string; element: HTMLElement } | null>(null);
  const { revalidate } = useRevalidator();
  shown.open = (id, element) => {
    setOpened({ id, element });
    // The page was given it before the words were changed.
    if (element.classList.contains(APART)) revalidate();
  };
  const open = opened && views.find(({ id }) => id === opened.id);

  const renderCopy = useCallback(
    (props: ItemCopyProps) => <CopyEditor key={props.itemId} {...props} store={store} />,
    [store],
  );
  const value = useMemo(
    () => ({
      document,
      mayDecide: found.permissions.decide,
      byItem: grouped,
      onDecided: setLast,
    }),
    [document, found, grouped],
  );
  const close = () => {
    setOpened(null);
    // What was opened may be gone with its suggestion: the keyboard stays at the item.
    requestAnimationFrame(() => {
      if (!open || window.document.activeElement !== window.document.body) return;
      const opener = `[data-suggestion="${CSS.escape(open.id)}"]`;
      const item = window.document.getElementById(`item-${open.itemId}`);
      (item?.querySelector<HTMLElement>(opener) ?? item)?.focus();
    });
  };
  return {
    toggle: may.propose && <SuggestingSwitch store={store} on={on} onSwitch={turn} />,
    bar: (
      <SuggestionsBar
        document={document}
        views={views}
        on={on}
        visible={visible}
        mayDecide={found.permissions.decide}
        onVisible={setVisible}
        onDecided={setLast}
        unsent={
          <Unsent
            store={store}
            language={document.language}
            onResume={may.propose ? () => turn(true) : null}
          />
        }
      />
    ),
    over: (
      <>
        {last && (
          // Wherever on the page one is.
          <div className="fixed inset-x-4 bottom-16 z-30 mx-auto w-fit max-w-[calc(100%-2rem)] rounded-md bg-raised shadow-lg sm:bottom-4 print:hidden">
            <LastDecision documentId={document.id} decisionId={last} onGone={() => setLast(null)} />
          </div>
        )}
        {opened && open && (
          <SuggestionPopover
            document={document}
            view={open}
            element={opened.element}
            onClose={close}
            onReject={(view) => {
              setOpened(null);
              setRejecting(view);
            }}
            onDecided={setLast}
          />
        )}
        {rejecting && (
          <RejectDialog
            document={document}
            amendments={[rejecting]}
            onClose={() => setRejecting(null)}
            onDone={setLast}
          />
        )}
      </>
    ),
    renderCopy: on ? renderCopy : undefined,
    extend,
    value,
  };
}

/** The copies of a page, which send by themselves and go with it. */
function useDesk(documentId: string, key: string): SuggestionStore {
  const { revalidate } = useRevalidator();
  const reload = useRef(revalidate);
  reload.current = revalidate;
  const [store] = useState(
    () =>
      new SuggestionStore({
        key,
        reload: () => reload.current(),
        async send(itemId, { now, text, known }, leaving) {
          const answer = await postForm<Suggested>(
            `/documents/${encodeURIComponent(documentId)}/amendments`,
            {
              intent: "suggest",
              itemId,
              basis: JSON.stringify(now),
              text: JSON.stringify(text),
              known,
            },
            leaving,
          );
          return answer.ok ? { ok: true, suggestions: answer.done.suggestions } : answer;
        },
      }),
  );
  useEffect(() => {
    store.wake();
    const onHide = () => store.flush(undefined, true);
    const onOnline = () => store.flush();
    window.addEventListener("pagehide", onHide);
    window.addEventListener("online", onOnline);
    return () => {
      window.removeEventListener("pagehide", onHide);
      window.removeEventListener("online", onOnline);
      store.flush(undefined, true);
      store.rest();
    };
  }, [store]);
  return store;
}

/** Ctrl+Alt+E, wherever the focus is. */
function useSwitchKey(may: boolean, turn: () => void): void {
  const latest = useRef(turn);
  latest.current = turn;
  useEffect(() => {
    if (!may) return;
    const onKeyDown = (event: KeyboardEvent) => {
      // On many keyboards AltGr, which types signs such as €, says that both keys are held.
      if (event.getModifierState("AltGraph") || event.code !== "KeyE") return;
      if (!(event.ctrlKey || event.metaKey) || !event.altKey || event.shiftKey) return;
      if ((event.target as Element).closest("[role=dialog], [role=alertdialog]")) return;
      event.preventDefault();
      latest.current();
    };
    window.document.addEventListener("keydown", onKeyDown);
    return () => window.document.removeEventListener("keydown", onKeyDown);
  }, [may]);
}
