// What HTTP itself costs here: a Fastify that answers a constant of the size of the totals. Sends its port to the parent.
import Fastify from 'fastify';

const app = Fastify();
const answer = {
  code: 200,
  message: 'alert totals retrieved successfully',
  data: { active: 1, critical: 1, warning: 1, info: 1, muted: 0, history: 1_000_000, warnings: [] },
};
app.get('/api/alerts/totals', async () => answer);
process.on('disconnect', () => process.exit());
process.send?.(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port);
