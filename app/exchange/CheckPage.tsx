import { Form, useNavigate } from "@remix-run/react";
import { type ChangeEvent, useEffect, useState } from "react";
import { m } from "../i18n/messages";
import { useAnnounce } from "../ui/announce";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { Notice } from "../ui/Notice";
import { Page } from "../ui/Page";
import { Time } from "../ui/Time";
import { type CheckView, inGroups, type RecognisedFile } from "./issued-file";

/** More than any export has; a file is read as a whole. */
const LARGEST = 200 * 1024 * 1024;

/** Whether a copy is the adopted agenda: by the file itself, or by its fingerprint. */
export function CheckPage({ view }: { view: CheckView }) {
  const announce = useAnnounce();
  useEffect(() => {
    if (view.hash) announce(answerText(view.file));
  }, [view, announce]);
  return (
    <Page title={m.check_title()} lead={m.check_lead()} width="prose">
      <div className="grid gap-6">
        {view.hash && <Answer hash={view.hash} file={view.file} />}
        <FileField />
        <Form
          // Another answer, another fingerprint in the field.
          key={view.asked}
          method="get"
          action="/check"
          className="grid gap-3"
        >
          <Field
            label={m.check_fingerprint()}
            hint={m.check_fingerprint_hint({ command: "sha256sum" })}
            error={view.asked !== "" && !view.hash ? m.check_fingerprint_wrong() : undefined}
            name="sha256"
            defaultValue={view.asked}
            autoComplete="off"
            spellCheck={false}
            required
            maxLength={400}
          />
          <div>
            <Button type="submit" variant="primary">
              {m.check_do()}
            </Button>
          </div>
        </Form>
      </div>
    </Page>
  );
}

function Answer({ hash, file }: { hash: string; file: RecognisedFile | null }) {
  return (
    <Notice tone={file ? "success" : "warning"}>
      <p className="font-semibold">{answerText(file)}</p>
      {isRecord(file) && <p className="mt-1">{m.check_record_only()}</p>}
      {file ? (
        <dl className="mt-2 grid gap-x-4 gap-y-1 text-sm sm:grid-cols-[auto_1fr]">
          <dt className="font-semibold">{m.check_form()}</dt>
          <dd>{formText(file)}</dd>
          <dt className="font-semibold">{m.check_adopted()}</dt>
          <dd>
            <Time at={file.adoptedAt} style="date" />
          </dd>
          <dt className="font-semibold">{m.check_asked()}</dt>
          <dd className="break-words">{inGroups(hash)}</dd>
        </dl>
      ) : (
        <>
          <p className="mt-1">{m.check_no_text()}</p>
          <p className="mt-2 text-sm break-words text-muted">
            {m.check_asked()}: {inGroups(hash)}
          </p>
        </>
      )}
    </Notice>
  );
}

/** The record is what the printed fingerprint is of, so that anyone may ask with that. */
const isRecord = (file: RecognisedFile | null) => file?.format === "txt";

function answerText(file: RecognisedFile | null): string {
  if (!file) return m.check_no();
  const { title } = file;
  return isRecord(file) ? m.check_record_yes({ title }) : m.check_yes({ title });
}

const VERSIONS: Record<string, () => string> = {
  negotiating: () => m.exchange_version_negotiating(),
  clean: () => m.exchange_version_clean(),
};
const PAPERS: Record<string, string> = { a4: "A4", letter: "Letter" };

/** `PDF · Clean version · A4`. */
function formText({ format, version, paper }: RecognisedFile): string {
  if (format === "txt") return m.check_record();
  return [format.toUpperCase(), version && VERSIONS[version]?.(), paper && (PAPERS[paper] ?? paper)]
    .filter(Boolean)
    .join(" · ");
}

/** Computes the fingerprint of a file here, in the browser, and asks for that. */
function FileField() {
  const navigate = useNavigate();
  const [state, setState] = useState<"idle" | "computing" | "failed" | "large">("idle");
  const [able, setAble] = useState(false);
  // Without scripts, or where the browser does not compute hashes, the fingerprint can be pasted.
  useEffect(() => setAble(Boolean(window.crypto?.subtle)), []);
  if (!able) return null;

  async function onChange({ target }: ChangeEvent<HTMLInputElement>) {
    const file = target.files?.[0];
    if (!file) return;
    if (file.size > LARGEST) return setState("large");
    setState("computing");
    try {
      const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
      const hash = [...new Uint8Array(digest)]
        .map((byte) => byte.toString(16).padStart(2, "0"))
        .join("");
      setState("idle");
      navigate(`/check?sha256=${hash}`);
    } catch {
      setState("failed");
    }
  }
  return (
    <Field
      label={m.check_file()}
      hint={state === "computing" ? m.check_computing() : m.check_file_hint()}
      error={
        state === "failed"
          ? m.check_file_failed()
          : state === "large"
            ? m.check_file_large()
            : undefined
      }
      type="file"
      accept=".pdf,.json,.txt"
      className="file:mr-3 file:rounded file:border file:border-line-strong/60 file:bg-sunken file:px-2.5 file:font-semibold file:text-ink"
      onChange={onChange}
    />
  );
}
