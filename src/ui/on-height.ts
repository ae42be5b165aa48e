import type { Attachment } from 'svelte/attachments';

/**
 * Tells how high the inside of the element is, in CSS pixels, once it has been laid out and whenever
 * that changes. `bind:clientHeight` asks for it as soon as the element is in the document, and so the
 * browser lays out the whole of a new page in the task that made it, rather than in one of its own.
 */
export function onHeight(tell: (height: number) => void): Attachment<Element> {
  return (element) => {
    const observer = new ResizeObserver((entries) => {
      const height = entries.at(-1)?.contentRect.height;
      // What isn't shown has no height; what is in it is drawn as it was.
      if (height) tell(height);
    });
    observer.observe(element);
    return () => observer.disconnect();
  };
}
