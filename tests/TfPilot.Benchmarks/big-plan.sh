#!/bin/sh
# Makes FOLDER/plan.json, about 40 MB, with the terraform on the path. No provider is downloaded: terraform_data is built in.
set -eu
folder=${1:?usage: big-plan.sh FOLDER}
sources=$(cd "$(dirname "$0")" && pwd)/big-plan
mkdir -p "$folder"
cp "$sources/main.tf" "$folder"
cd "$folder"
export TF_CLI_CONFIG_FILE=/dev/null TF_IN_AUTOMATION=1
terraform init -input=false >&2
terraform plan -input=false -lock=false -out=tfplan >/dev/null
terraform show -json tfplan > plan.json
