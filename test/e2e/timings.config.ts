import { mergeConfig } from 'vitest/config';
import config from './vitest.config.js';

const { include: _, ...test } = config.test ?? {};

export default mergeConfig({ ...config, test }, { test: { include: ['*.timing.ts'] } });
