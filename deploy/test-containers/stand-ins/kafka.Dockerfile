FROM node:24-slim
COPY java /opt/java
COPY libs /opt/kafka/libs
COPY log4j2.properties kafka-run.sh /opt/kafka/
RUN install --directory --owner=1000 --group=1000 /var/lib/kafka/data /opt/kafka/config
ENV PATH=/opt/java/bin:/usr/local/bin:/usr/bin:/bin
USER 1000
ENTRYPOINT ["bash", "/opt/kafka/kafka-run.sh"]
