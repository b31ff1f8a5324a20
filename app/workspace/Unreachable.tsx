import { useNavigate, useRevalidator } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { m } from "../i18n/messages";
import { Button } from "../ui/Button";
import { Page } from "../ui/Page";

/** How long to wait before the next try by itself. */
const AGAIN_MS = 5_000;

/**
 * In place of a page that could not be loaded for want of a connection. It is loaded as soon as there
 * is one; the way back leads to the page before, which is still there.
 */
export function Unreachable() {
  const { revalidate, state } = useRevalidator();
  const navigate = useNavigate();
  const again = useRef(revalidate);
  again.current = () => {
    if (state === "idle") revalidate();
  };
  useEffect(() => {
    const retry = () => again.current();
    const timer = setInterval(retry, AGAIN_MS);
    window.addEventListener("online", retry);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", retry);
    };
  }, []);
  return (
    <Page title={m.ui_unreachable()} width="prose">
      <p role="status" className="mb-6">
        {m.ui_unreachable_text()}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" onClick={() => navigate(-1)}>
          {m.ui_unreachable_back()}
        </Button>
        <Button onClick={() => again.current()}>{m.ui_offline_again()}</Button>
      </div>
    </Page>
  );
}
