import { X } from "lucide-react";
import { m } from "../i18n/messages";
import { IconButton } from "../ui/Button";
import { Notice } from "../ui/Notice";
import { Time } from "../ui/Time";
import type { OthersNews } from "./others-steps";
import { newsText } from "./wording";

/** What someone else has just done; it is announced by who made it out, and stays until closed. */
export function NewsToast({ news, onClose }: { news: OthersNews; onClose(): void }) {
  return (
    <div data-step-news className="fixed inset-x-3 bottom-4 z-40 mx-auto w-fit max-w-xl shadow-lg">
      <Notice>
        <div className="flex items-start gap-2">
          <p className="min-w-0">
            {newsText(news)}{" "}
            <span className="text-sm text-muted">
              <Time at={news.step.undoneAt ?? news.step.at} style="relative" />
            </span>
          </p>
          <IconButton label={m.ui_close()} icon={<X size={16} />} onClick={onClose} />
        </div>
      </Notice>
    </div>
  );
}
