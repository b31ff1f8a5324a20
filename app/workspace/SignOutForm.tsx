import { Form } from "@remix-run/react";
import { LogOut } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import { copiesOf, wipeCopies } from "../collab/local-copy";
import { m } from "../i18n/messages";
import { ConfirmDialog } from "../ui/Dialog";
import type { RootData } from "../ui/root-data";
import { clearDrafts, countDrafts } from "../ui/useDraft";
import { forgetPages } from "./offline-pages";

/** Changes of documents that wait on this device, and texts begun in forms. */
const NOTHING_LOST = { changes: 0, texts: 0 };

/** Signs out, and takes everything of this person's off the device. */
export function SignOutForm({ person }: { person: NonNullable<RootData["person"]> }) {
  const form = useRef<HTMLFormElement>(null);
  const [lost, setLost] = useState(NOTHING_LOST);

  const leave = async () => {
    clearDrafts();
    await Promise.all([wipeCopies(copiesOf(person.id)), forgetPages()]);
    // Not `requestSubmit`, which would ask again.
    form.current?.submit();
  };
  const ask = (event: FormEvent) => {
    event.preventDefault();
    const changes = copiesOf(person.id).reduce((sum, { note }) => sum + note.waiting.count, 0);
    const texts = countDrafts();
    if (changes + texts > 0) setLost({ changes, texts });
    else void leave();
  };
  return (
    <>
      <Form ref={form} method="post" action="/logout" reloadDocument onSubmit={ask}>
        <button
          type="submit"
          aria-label={m.ui_sign_out()}
          title={m.ui_sign_out_of({ name: person.name })}
          className="inline-flex size-8 items-center justify-center rounded text-muted hover:bg-sunken hover:text-ink"
        >
          <LogOut size={17} aria-hidden />
        </button>
      </Form>
      <ConfirmDialog
        title={m.ui_sign_out_waiting_title()}
        isOpen={lost.changes + lost.texts > 0}
        danger
        onClose={() => setLost(NOTHING_LOST)}
        onConfirm={() => void leave()}
        confirmLabel={m.ui_sign_out_anyway()}
      >
        {lost.changes > 0 && <p>{m.ui_sign_out_waiting({ count: lost.changes })}</p>}
        {lost.texts > 0 && <p>{m.ui_sign_out_written({ count: lost.texts })}</p>}
      </ConfirmDialog>
    </>
  );
}
