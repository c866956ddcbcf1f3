FROM debian:13.6
RUN --mount=type=bind,source=a,target=/b,readwrite touch /b/c
RUN --mount=type=bind,source=a,target=/b,readwrite ls /b
RUN --mount=TYPE=tmpfs,target=/t touch /t/c
RUN --mount=TYPE=tmpfs,target=/t ls /t
