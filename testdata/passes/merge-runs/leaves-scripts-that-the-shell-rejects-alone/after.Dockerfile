FROM debian:13.6
RUN echo (
RUN touch /a
RUN if true
RUN touch /b
