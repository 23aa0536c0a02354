/** What a figure of the shop needs, in one piece. */
export { sentencesOf } from '../ScenarioFigure/run-on.ts';
export { ShopPicture as Picture } from './ShopPicture.tsx';
export { runShopText as runText } from './run-shop-text.ts';
