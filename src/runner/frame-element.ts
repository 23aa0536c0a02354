const mark = 'data-lockstep-frame';

/** No network of any kind, and nothing but scripts and workers. */
const policy = "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' blob:; worker-src blob:";

/** The page's one hidden frame: an opaque origin, which the browser gives a process of its own. */
export function createFrame(source: string): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.setAttribute(mark, '');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.setAttribute('aria-hidden', 'true');
  frame.tabIndex = -1;
  frame.title = 'Code runner';
  frame.style.cssText = 'position:absolute;width:0;height:0;border:0;visibility:hidden';
  frame.srcdoc = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}"><script>${source.replaceAll('</script', '<\\/script')}</script>`;
  frame.addEventListener('load', () => frame.setAttribute(mark, 'loaded'), { once: true });
  document.body.append(frame);
  return frame;
}

export const findFrame = (): HTMLIFrameElement | null =>
  document.querySelector<HTMLIFrameElement>(`iframe[${mark}]`);

export function frameLoaded(frame: HTMLIFrameElement): Promise<unknown> {
  if (frame.getAttribute(mark) === 'loaded') return Promise.resolve();
  return new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
}
