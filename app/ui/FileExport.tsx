/**
 * Files that the server has to make first. The address answers with the file itself; here it is
 * fetched, so that a page can say that it is being made, that it can be given up, and what came of it.
 */
import { LoaderCircle } from "lucide-react";
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
} from "react";
import { m } from "../i18n/messages";
import { useAnnounce } from "./announce";
import { Button, buttonClass } from "./Button";

interface FileRequest {
  /** Address of the file. */
  path: string;
  /** What it is called to people: “PDF, A4”. */
  label: string;
}

type FileState =
  | { phase: "making"; request: FileRequest }
  | { phase: "ready"; request: FileRequest; url: string; name: string }
  | { phase: "failed"; request: FileRequest; reason: string };

const FileExportContext = createContext<(request: FileRequest) => void>(() => undefined);

/** Asks for a file: it is saved when it is made. Only one at a time: another takes its place. */
export function useFileExport(): (request: FileRequest) => void {
  return useContext(FileExportContext);
}

/** A link to a file, which says that the file is being made. Its address can be shared. */
export function FileLink({ path, label }: FileRequest) {
  const fetchFile = useFileExport();
  return (
    <a
      href={path}
      download
      className={buttonClass("secondary", "sm")}
      onClick={(event) => {
        // Another tab or window is what was asked for.
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        fetchFile({ path, label });
      }}
    >
      {label}
    </a>
  );
}

/** After so many milliseconds the page says that it may take long. */
const LONG_AFTER = 4_000;

/** Holds what is being made, whatever page is shown meanwhile. */
export function FileExportProvider({ children }: { children: ReactNode }) {
  const announce = useAnnounce();
  const [state, setState] = useState<FileState | null>(null);
  const underWay = useRef<AbortController | null>(null);

  const start = useCallback(
    async (request: FileRequest) => {
      underWay.current?.abort();
      const ending = new AbortController();
      underWay.current = ending;
      setState({ phase: "making", request });
      announce(m.ui_file_making({ file: request.label }));
      const fail = (reason: string) => {
        if (ending.signal.aborted) return;
        setState({ phase: "failed", request, reason });
        announce(`${m.ui_file_failed({ file: request.label })} ${reason}`);
      };
      try {
        const answer = await fetch(request.path, { signal: ending.signal });
        if (!answer.ok) return fail(await reasonOf(answer));
        const url = URL.createObjectURL(await answer.blob());
        if (ending.signal.aborted) return URL.revokeObjectURL(url);
        const name = fileNameOf(answer) ?? "export";
        setState({ phase: "ready", request, url, name });
        announce(m.ui_file_ready({ file: request.label }));
        save(url, name);
      } catch {
        fail(m.ui_file_unreachable());
      }
    },
    [announce],
  );

  const cancel = () => {
    underWay.current?.abort();
    setState(null);
    announce(m.ui_file_cancelled());
  };

  // What was made is kept in memory until it is put away.
  const url = state?.phase === "ready" ? state.url : null;
  useEffect(() => {
    if (!url) return;
    return () => URL.revokeObjectURL(url);
  }, [url]);

  return (
    <FileExportContext.Provider value={start}>
      {children}
      {state && (
        <FileStatus
          state={state}
          onCancel={cancel}
          onRetry={() => void start(state.request)}
          onClose={() => setState(null)}
        />
      )}
    </FileExportContext.Provider>
  );
}

function FileStatus({
  state,
  onCancel,
  onRetry,
  onClose,
}: {
  state: FileState;
  onCancel(): void;
  onRetry(): void;
  onClose(): void;
}) {
  const file = state.request.label;
  return (
    <section
      aria-label={m.ui_file_region()}
      aria-busy={state.phase === "making"}
      className="fixed end-4 bottom-4 z-50 grid w-[min(22rem,calc(100vw-2rem))] gap-2 rounded-md border border-line-strong/60 bg-raised p-4 shadow-lg print:hidden"
    >
      {state.phase === "making" && (
        <>
          <p className="flex items-center gap-2">
            <LoaderCircle size={18} aria-hidden className="shrink-0 motion-safe:animate-spin" />
            {m.ui_file_making({ file })}
          </p>
          <LongNote />
          <Button size="sm" onClick={onCancel}>
            {m.ui_cancel()}
          </Button>
        </>
      )}
      {state.phase === "ready" && (
        <>
          <p>{m.ui_file_ready({ file })}</p>
          <div className="flex flex-wrap gap-2">
            <a href={state.url} download={state.name} className={buttonClass("primary", "sm")}>
              {m.ui_file_save()}
            </a>
            <Button size="sm" onClick={onClose}>
              {m.ui_close()}
            </Button>
          </div>
        </>
      )}
      {state.phase === "failed" && (
        <>
          <p className="font-semibold">{m.ui_file_failed({ file })}</p>
          <p>{state.reason}</p>
          <div className="flex flex-wrap gap-2">
            <Button size="sm" onClick={onRetry}>
              {m.ui_file_again()}
            </Button>
            <Button size="sm" onClick={onClose}>
              {m.ui_close()}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}

function LongNote() {
  const announce = useAnnounce();
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      setLong(true);
      announce(m.ui_file_making_long());
    }, LONG_AFTER);
    return () => clearTimeout(timer);
  }, [announce]);
  return long ? <p className="text-sm text-muted">{m.ui_file_making_long()}</p> : null;
}

/** The server's words for it; what comes from a proxy in front of it is no words for people. */
async function reasonOf(answer: Response): Promise<string> {
  const isText = answer.headers.get("Content-Type")?.startsWith("text/plain") ?? false;
  return isText ? (await answer.text()).trim() : m.ui_file_unreachable();
}

/** The name that the server gave the file. */
function fileNameOf(answer: Response): string | null {
  const found = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("Content-Disposition") ?? "");
  return found?.[1] ? decodeURIComponent(found[1]) : null;
}

function save(url: string, name: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
}
