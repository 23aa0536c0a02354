import { notification } from '../shop/notification/index.ts';

export const system = notification.system();
