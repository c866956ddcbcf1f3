FROM debian:13.6
RUN trap 'touch /t' TERM; kill -TERM $$; touch /x
RUN touch /y
