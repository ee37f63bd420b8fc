# At the root, because GitHub builds an action's image with the folder of its Dockerfile as the context, and the program is all over it.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish action/TfPilot.Action.csproj -c Release -o /out

FROM mcr.microsoft.com/dotnet/runtime-deps:10.0
# GitHub mounts the workspace and its command files as another user's; only root can write there.
USER 0
COPY --from=build /out/tfpilot /usr/local/bin/tfpilot
ENTRYPOINT ["/usr/local/bin/tfpilot"]
