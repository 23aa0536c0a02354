import { createFrame } from './frame-element.ts';
import { willInView } from './in-view.ts';

/**
 * Stands at the end of every page's HTML. The frame's process takes the browser some fifty milliseconds to start; it
 * may as well do so while the bundles arrive.
 */
declare const FRAME_SOURCE: string;

if (willInView()) createFrame(FRAME_SOURCE);
