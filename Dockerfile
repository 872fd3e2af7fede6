# Two images of one build:
#   docker build --target gateway -t roundhouse .            the gateway with its embedded engine
#   docker build --target runtime -t roundhouse-runtime .    the sidecar: LoRA adapters, downloads and metrics of one engine
#
# The base must be a Debian (or Ubuntu) with apt. Behind a registry or proxy of your own: --build-arg NPM_CONFIG_REGISTRY=…
# and Docker's own HTTP_PROXY, HTTPS_PROXY and NO_PROXY; certificates in the base's /usr/local/share/ca-certificates are trusted.
ARG BASE_IMAGE=debian:bookworm-slim

# What the programs need of the system: Node wants libatomic and libstdc++, the embedded engine libgomp, process 1 tini.
FROM ${BASE_IMAGE} AS base
RUN apt-get update -qq \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
      ca-certificates libatomic1 libgomp1 libstdc++6 tini \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/archives /var/cache/debconf/*-old /var/log/*.log
RUN groupadd --gid 10001 roundhouse \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /var/lib/roundhouse --shell /usr/sbin/nologin roundhouse \
 && install -d -o roundhouse -g roundhouse /var/lib/roundhouse

# The distribution's npm is too old for the lock file: it brings the Node that package.json names, and a newer npm.
FROM base AS build
RUN apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends binutils npm
ARG NPM_VERSION=11.19.1
ARG NPM_CONFIG_REGISTRY
ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt
WORKDIR /src
COPY package.json package-lock.json ./
RUN package="node-linux-$(node -p process.arch)" \
 && version="$(node -p "require('./package.json').optionalDependencies['$package']")" \
 && npm install --prefix /tools --no-audit --no-fund --loglevel=error "$package@$version" "npm@$NPM_VERSION" \
 && ln -s "/tools/node_modules/$package/bin/node" /usr/local/bin/node \
 && ln -s /tools/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
COPY clients/typescript/package.json clients/typescript/
COPY scripts/install-hooks.cjs scripts/
RUN npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
COPY . .
# The package as it is published, with the locked dependencies beside it. What no program of ours opens is left out: other
# platforms, headers and sources of native code, types, the source of llama.cpp, symbols.
RUN npm run --silent build /out \
 && npm prune --omit=dev --workspaces=false --ignore-scripts --no-audit --no-fund --loglevel=error \
 && arch="$(node -p process.arch)" \
 && cd node_modules \
 && rm -rf typescript @typescript @types @roundhouse node-llama-cpp/llama/gitRelease.bundle \
      better-sqlite3/deps better-sqlite3/src "node-linux-$arch/include" "node-linux-$arch/share" \
 && find @node-llama-cpp -mindepth 1 -maxdepth 1 ! -name "linux-$arch" -exec rm -rf {} + \
 && find better-sqlite3/prebuilds -name '*.node' ! -path "*linux-$arch*" -delete \
 && find . -type f \( -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' -o -name '*.map' \) -delete \
 && find . -xtype l -delete \
 && strip "node-linux-$arch/bin/node" \
 && cd .. \
 && rm -rf /out/package/node_modules \
 && mv node_modules /out/package/node_modules \
 && ln -s "node_modules/node-linux-$arch/bin/node" /out/package/node
# What the sidecar never loads: the embedded engine and its model.
RUN mkdir /out/runtime && cp -a /out/package /out/runtime/package \
 && cd /out/runtime/package \
 && rm -rf models node_modules/node-llama-cpp node_modules/@node-llama-cpp

FROM base AS runtime
COPY --from=build /out/runtime/package /opt/roundhouse
RUN ln -s /opt/roundhouse/node /usr/local/bin/node && ln -s /opt/roundhouse/bin/roundhouse.cjs /usr/local/bin/roundhouse
USER 10001:10001
WORKDIR /var/lib/roundhouse
EXPOSE 9000
ENTRYPOINT ["/usr/bin/tini", "-s", "--", "roundhouse"]
CMD ["sidecar"]

# Last, so that it is what a build without --target makes.
FROM base AS gateway
COPY --from=build /out/package /opt/roundhouse
RUN ln -s /opt/roundhouse/node /usr/local/bin/node && ln -s /opt/roundhouse/bin/roundhouse.cjs /usr/local/bin/roundhouse
USER 10001:10001
WORKDIR /var/lib/roundhouse
VOLUME /var/lib/roundhouse
EXPOSE 8080
ENTRYPOINT ["/usr/bin/tini", "-s", "--", "roundhouse"]
CMD ["serve"]
