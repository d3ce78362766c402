# tfgen with Terraform and checkov, for pipelines that run containers: docker build -t tfgen .
# Pin the base by its digest where your registry tells it: python:3.13-slim-bookworm@sha256:…
FROM python:3.13-slim-bookworm AS build
SHELL ["/bin/bash", "-o", "pipefail", "-c"]

WORKDIR /build
COPY requirements/terraform.py requirements/terraform.sums requirements/
RUN python requirements/terraform.py

COPY pyproject.toml hatch_build.py README.md LICENSE CHANGELOG.md tfgen_aws.py ./
COPY tfgen tfgen
COPY modules modules
COPY requirements/dev.txt requirements/checkov.txt requirements/
# the locked versions, with their hashes; what only tests need is not in the image
RUN python -m venv /opt/tfgen \
    && /opt/tfgen/bin/pip install --no-cache-dir --constraint <(sed -n 's/^\([A-Za-z0-9._-]*==[^ ;]*\).*/\1/p' requirements/dev.txt) ".[aws,emulator]" \
    && python -m venv /opt/checkov \
    && /opt/checkov/bin/pip install --no-cache-dir --require-hashes -r requirements/checkov.txt

FROM python:3.13-slim-bookworm
# git is that of the release of Debian, with its security updates
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends git \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 10001 tfgen
COPY --from=build /opt/tfgen /opt/tfgen
COPY --from=build /opt/checkov /opt/checkov
COPY --from=build /build/.terraform-bin/terraform /usr/local/bin/terraform
ENV PATH=/opt/tfgen/bin:$PATH TFGEN_CHECKOV=/opt/checkov/bin/checkov
USER 10001
WORKDIR /work
ENTRYPOINT ["tfgen"]
CMD ["--help"]
