import { useEffect, useState, type RefObject } from 'react';

/** True once the element has come near the part of the page that is in view, and from then on. */
export function useNearView(element: RefObject<Element | null>, margin = '200px'): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => {
    const target = element.current;
    if (near || !target) return;
    // What is in view from the start need not wait for the observer's first report, which comes after the first paint.
    const { top, bottom } = target.getBoundingClientRect();
    if (top < innerHeight && bottom > 0) return setNear(true);
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && setNear(true), {
      rootMargin: `${margin} 0px`,
    });
    observer.observe(target);
    return () => observer.disconnect();
  }, [element, margin, near]);
  return near;
}
