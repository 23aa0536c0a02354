import { useLayoutEffect, useState, type RefObject } from 'react';
import { isInView } from '../runner/in-view.ts';

/** True once the element has come near the part of the page that is in view, and from then on. */
export function useNearView(element: RefObject<Element | null>, margin = '200px'): boolean {
  const [near, setNear] = useState(false);
  // Before the first paint: what is in view from the start loads its runner while the browser draws the page.
  useLayoutEffect(() => {
    const target = element.current;
    if (near || !target) return;
    if (isInView(target)) return setNear(true);
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && setNear(true), {
      rootMargin: `${margin} 0px`,
    });
    observer.observe(target);
    return () => observer.disconnect();
  }, [element, margin, near]);
  return near;
}
