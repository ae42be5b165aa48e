import type { Attachment } from 'svelte/attachments';

/** Calls `begin` when the element comes into view, and what that returns when it leaves it. */
export function whileInView(begin: () => () => void): Attachment<Element> {
  return (element) => {
    let end: (() => void) | undefined;
    const observer = new IntersectionObserver((entries) => {
      const seen = entries.at(-1)?.isIntersecting ?? false;
      if (seen) end ??= begin();
      else end = void end?.();
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      end?.();
    };
  };
}
