import { type Consumer, runConsumer } from "@tributary/runtime";

// technical-indicators without API and views: from bars to published indicators and no further.
const path = new URL("../../../../services/technical-indicators/src/service.ts", import.meta.url);
const { technicalIndicators } = (await import(path.href)) as { readonly technicalIndicators: Consumer };
const { routes: _unserved, ...service } = technicalIndicators;
await runConsumer({ ...service, views: () => ({}) });
