import { type ReactNode, useEffect, useRef, useState } from "react";
import { whenIdle } from "./idle";

/** How far outside the window something is drawn without waiting for its turn. */
const NEAR = "400px 0px";

/**
 * What the server leaves to the page. Near the window it is drawn as soon as the page has come to
 * life, elsewhere when nothing else is to be done; in the end all is there.
 * @param className of what holds its place until then; as high as it will be.
 */
export function RenderWhenIdle({
  className,
  children,
}: {
  className: string;
  children: ReactNode;
}) {
  const [drawn, setDrawn] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current) return;
    const draw = () => setDrawn(true);
    const giveUp = whenIdle(draw);
    const observer = new IntersectionObserver(
      (entries) => entries.some(({ isIntersecting }) => isIntersecting) && draw(),
      { rootMargin: NEAR },
    );
    observer.observe(place.current);
    return () => {
      giveUp();
      observer.disconnect();
    };
  }, []);
  return drawn ? children : <div ref={place} className={className} />;
}
