FROM debian:12
RUN touch /f && chmod 644 /f
