FROM debian:12
RUN touch /f && chmod 640 /f
